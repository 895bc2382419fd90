// The recorders, loaded together when the first of them is shown.

import "./recorders.css";

export { AudioInput } from "./AudioInput";
export { CameraInput } from "./CameraInput";
