import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ClientContext, connectClient } from "./client";
import "./elements";
import { Shell } from "./shell/Shell";
import "./theme/index.css";

const url = new URL("_reactfrag/ws", document.baseURI);
url.protocol = url.protocol.replace("http", "ws");
// Before anything is drawn, so that the server works while the browser does.
const client = connectClient(url.href);

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <ClientContext value={client}>
      <Shell />
    </ClientContext>
  </StrictMode>,
);
