// Registers the input elements. The few that most pages have come with the page; the others are
// one chunk, loaded when the first of them is shown.

import { register } from "../registry";
import { Checkbox } from "./Checkbox";
import { lazyInput } from "./lazyInput";
import { NumberInput } from "./NumberInput";
import { TextArea } from "./TextArea";
import { TextInput } from "./TextInput";
import "./box.css";
import "./choice.css";

const more = () => import("./more");
const FIELD = "var(--rf-control)";

register("checkbox", Checkbox);
register("number_input", NumberInput);
register("text_area", TextArea);
register("text_input", TextInput);

register("date_input", lazyInput(async () => (await more()).DateInput, FIELD));
register("file_uploader", lazyInput(async () => (await more()).FileUploader, "4.75rem"));
register("multiselect", lazyInput(async () => (await more()).Multiselect, FIELD));
register("radio", lazyInput(async () => (await more()).Radio, FIELD));
register("selectbox", lazyInput(async () => (await more()).Selectbox, FIELD));
register("slider", lazyInput(async () => (await more()).Slider, "3.5rem"));
