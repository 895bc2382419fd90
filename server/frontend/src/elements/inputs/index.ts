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
const groups = () => import("./groups");
const times = () => import("./times");
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
register("select_slider", lazyInput(async () => (await more()).SelectSlider, "3.5rem"));
register("slider", lazyInput(async () => (await more()).Slider, "3.5rem"));

register("button_group", lazyInput(async () => (await groups()).ButtonGroup, FIELD));
register("feedback", lazyInput(async () => (await groups()).Feedback, "2rem"));
register("pagination", lazyInput(async () => (await groups()).Pagination, "2rem"));
register("color_picker", lazyInput(async () => (await groups()).ColorPicker, FIELD));
register("time_input", lazyInput(async () => (await times()).TimeInput, FIELD));
register("datetime_input", lazyInput(async () => (await times()).DatetimeInput, FIELD));
