// Registers the input elements.

import { register } from "../registry";
import { Checkbox } from "./Checkbox";
import { DateInput } from "./DateInput";
import { FileUploader } from "./FileUploader";
import { Multiselect } from "./Multiselect";
import { NumberInput } from "./NumberInput";
import { Radio } from "./Radio";
import { Selectbox } from "./Selectbox";
import { Slider } from "./Slider";
import { TextArea } from "./TextArea";
import { TextInput } from "./TextInput";
import "./box.css";
import "./choice.css";
import "./files.css";
import "./options.css";
import "./slider.css";

register("checkbox", Checkbox);
register("date_input", DateInput);
register("file_uploader", FileUploader);
register("multiselect", Multiselect);
register("number_input", NumberInput);
register("radio", Radio);
register("selectbox", Selectbox);
register("slider", Slider);
register("text_area", TextArea);
register("text_input", TextInput);
