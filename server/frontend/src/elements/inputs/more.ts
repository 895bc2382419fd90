// The inputs that are loaded together, after the page.

import "./files.css";
import "./options.css";
import "./slider.css";

export { DateInput } from "./DateInput";
export { FileUploader } from "./FileUploader";
export { Multiselect } from "./Multiselect";
export { Radio } from "./Radio";
export { Selectbox } from "./Selectbox";
export { SelectSlider, Slider } from "./Slider";
