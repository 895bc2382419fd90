// The page that `reactfrag graph --format html` writes: its data stands in the document.

import { createRoot } from "react-dom/client";
import "../theme/syntax.css";
import "../theme/tokens.css";
import { Explorer } from "./Explorer.tsx";
import "./graph.css";
import type { Picture } from "./model.ts";

const data = document.getElementById("reactfrag-graph");
const root = document.getElementById("root");
if (data === null || root === null) throw new Error("the page is not complete");
const picture = JSON.parse(data.textContent ?? "") as Picture;
document.title = `${picture.app} - graph`;
createRoot(root).render(<Explorer picture={picture} />);
