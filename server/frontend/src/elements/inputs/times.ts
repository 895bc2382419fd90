// The inputs for times, loaded together, after the page.

import "./options.css";
import "./times.css";

export { DatetimeInput } from "./DatetimeInput";
export { TimeInput } from "./TimeInput";
