import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ClientContext, connectClient } from "./client";
import "./elements";
import { socketAddress } from "./hello";
import { Shell } from "./shell/Shell";
import "./theme/index.css";

// Before anything is drawn: what has come already is drawn at once.
const client = connectClient(socketAddress());

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <ClientContext value={client}>
      <Shell />
    </ClientContext>
  </StrictMode>,
);
