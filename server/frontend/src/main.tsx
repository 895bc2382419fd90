import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { ClientContext, connectClient } from "./client";
import "./elements";
import { socketAddress } from "./hello";
import { Shell } from "./shell/Shell";
import "./theme/index.css";

// Before anything is drawn: what has come already is drawn at once.
const client = connectClient(socketAddress());

const root = createRoot(document.getElementById("root")!);
// In one go: nobody waits for anything else yet.
flushSync(() =>
  root.render(
    <StrictMode>
      <ClientContext value={client}>
        <Shell />
      </ClientContext>
    </StrictMode>,
  ),
);
