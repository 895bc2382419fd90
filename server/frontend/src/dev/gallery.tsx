// All elements without a server: `npm run dev`, then /gallery.html. Not part of the build.

import { createRoot } from "react-dom/client";
import { Client, ClientContext } from "../client";
import "../elements";
import { Shell } from "../shell/Shell";
import "../theme/index.css";
import { gallery } from "./fixture";

const client = new Client();
const wanted = new URLSearchParams(location.search);

client.onState("CONNECTED");
client.onPatch({
  t: "patch",
  n: 1,
  answers: 0,
  ops: [["reset", gallery(wanted.get("page") ?? "text")]],
  running: wanted.has("running"),
  stale: wanted.has("stale") ? [1] : undefined,
});
if (wanted.has("toast")) {
  client.notify({ body: "Saved **three** rows.", icon: "✅", duration: "infinite" });
}
if (wanted.has("lost")) client.onState("DISCONNECTED");

createRoot(document.getElementById("root")!).render(
  <ClientContext value={client}>
    <Shell />
  </ClientContext>,
);
