// The inputs whose choices are buttons, loaded together, after the page.

import "./groups.css";

export { ButtonGroup } from "./ButtonGroup";
export { ColorPicker } from "./ColorPicker";
export { Feedback } from "./Feedback";
export { Pagination } from "./Pagination";
