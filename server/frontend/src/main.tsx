import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ClientContext, connectClient } from "./client";
import "./elements";
import { Element } from "./elements/Element";
import { ROOT } from "./protocol.gen";

const url = new URL("_reactfrag/ws", document.baseURI);
url.protocol = url.protocol.replace("http", "ws");

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <ClientContext value={connectClient(url.href, sessionStorage)}>
      <Element id={ROOT} />
    </ClientContext>
  </StrictMode>,
);
