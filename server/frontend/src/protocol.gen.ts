// Written by scripts/gen_protocol.py from reactfrag/protocol. Do not edit by hand.

export const PROTOCOL_VERSION = 1;
export const ROOT = 0;
export const MAIN = 1;
export const SIDEBAR = 2;

export interface Props {
  /** The author's ``key=``; the page shows it as the class ``st-key-<key>``. */
  key?: string;
  width?: number | string;
}

export interface HeadingProps extends Props {
  level: 1 | 2 | 3;
  /** Inline markdown. */
  body: string;
  /** The fragment identifier; ``None``: derived from the text; ``""``: no anchor. */
  anchor?: string;
  /** A colour name, drawn as a line below the heading. */
  divider?: string;
  help?: string;
  icon?: string;
  align: "center" | "distribute" | "justify" | "left" | "right";
}

export interface MarkdownProps extends Props {
  body: string;
  /** Small and muted. */
  caption: boolean;
  /** Whether raw HTML in ``body`` is kept (sanitised) or shown as text. */
  html: boolean;
  help?: string;
  align: "center" | "distribute" | "justify" | "left" | "right";
}

export interface TextProps extends Props {
  body: string;
  help?: string;
  align: "center" | "distribute" | "justify" | "left" | "right";
}

export interface CodeProps extends Props {
  body: string;
  language?: string;
  line_numbers: boolean;
  wrap_lines: boolean;
  height?: number | string;
}

export interface DividerProps extends Props {}

export interface JsonProps extends Props {
  /** JSON text. */
  body: string;
  /** Open throughout, closed, or open to this depth. */
  expanded: boolean | number;
}

export interface MetricProps extends Props {
  label: string;
  value: string;
  delta?: string;
  delta_color: "inverse" | "normal" | "off" | string;
  delta_arrow: "down" | "off" | "up";
  delta_description?: string;
  help?: string;
  icon?: string;
  label_visibility: "collapsed" | "hidden" | "visible";
  border: boolean;
  height?: number | string;
  chart_data?: number[];
  chart_type: "area" | "bar" | "line";
}

export interface LatexProps extends Props {
  body: string;
  help?: string;
}

export interface HelpMember {
  name: string;
  type: string;
  /** The first line of its docstring. */
  doc?: string;
}

export interface HelpProps extends Props {
  /** What the author's code calls it. */
  name: string;
  headline: string;
  doc: string;
  members: HelpMember[];
}

export interface PageLinkProps extends Props {
  url: string;
  /** Inline markdown. */
  label: string;
  icon?: string;
  icon_position: "left" | "right";
  help?: string;
  disabled: boolean;
}

export interface SpaceProps extends Props {
  /** Pixels, the name of a gap, or ``"stretch"``. */
  size: number | string;
}

export interface HtmlProps extends Props {
  /** HTML, sanitised by the browser client before it is shown. */
  body: string;
}

export interface AlertProps extends Props {
  level: "error" | "info" | "success" | "warning";
  body: string;
  icon?: string;
  title?: string;
}

export interface TraceFrame {
  file: string;
  line: number;
  function: string;
  /** The source line, without its indentation. */
  code?: string;
}

export interface ExceptionProps extends Props {
  type: string;
  message: string;
  /** The author's own frames; the library's are left out. */
  frames: TraceFrame[];
  /** What to do about it (markdown). */
  hint?: string;
}

export interface ProgressProps extends Props {
  /** 0 to 100. */
  value: number;
  text?: string;
}

export interface SpinnerProps extends Props {
  text: string;
  show_time: boolean;
}

export interface SkeletonProps extends Props {
  /** Pixels. */
  height?: number;
}

export interface CelebrationProps extends Props {
  type: "balloons" | "snow";
  /** Another number: once more. */
  n: number;
}

export interface Toast {
  body: string;
  icon?: string;
  duration?: "infinite" | "long" | "short" | number;
}

export interface Logo {
  image: string;
  /** Shown in its place while the sidebar is closed. */
  icon?: string;
  size?: "large" | "medium" | "small";
  link?: string;
}

export interface AppProps extends Props {
  title?: string;
  /** An emoji, a ``:material/name:`` or an address. */
  icon?: string;
  layout: "centered" | "wide";
  sidebar: "auto" | "collapsed" | "expanded" | number;
  menu?: Record<string, string | null>;
  logo?: Logo;
}

export interface MainProps extends Props {}

export interface SidebarProps extends Props {}

export interface FragmentBodyProps extends Props {
  name: string;
}

export interface DialogProps extends Props {
  /** Inline markdown. */
  title: string;
  size: "large" | "medium" | "small";
  position: "center" | "left" | "right";
  dismissible: boolean;
  icon?: string;
}

export interface ContainerProps extends Props {
  border: boolean;
  /** With a height in pixels the container scrolls. */
  height?: number | string;
  horizontal: boolean;
  wrap: boolean;
  align: "center" | "distribute" | "justify" | "left" | "right";
  vertical_align: "bottom" | "center" | "distribute" | "top";
  gap: "large" | "medium" | "none" | "small" | "xlarge" | "xsmall" | "xxlarge" | "xxsmall";
  autoscroll: boolean;
}

export interface ColumnsProps extends Props {
  gap: "large" | "medium" | "none" | "small" | "xlarge" | "xsmall" | "xxlarge" | "xxsmall";
  wrap: boolean;
}

export interface ColumnProps extends Props {
  /** The share of the row, relative to its siblings. */
  weight: number;
  border: boolean;
  vertical_align: "bottom" | "center" | "distribute" | "top";
}

export interface ExpanderProps extends Props {
  label: string;
  expanded: boolean;
  icon?: string;
  compact: boolean;
  /** Whether it is open, if the session follows that: opening and closing are events. */
  value?: boolean;
}

export interface PopoverProps extends Props {
  /** Inline markdown. */
  label: string;
  type: "primary" | "secondary" | "tertiary";
  icon?: string;
  help?: string;
  disabled: boolean;
  /** As an expander's. */
  value?: boolean;
}

export interface ChatMessageProps extends Props {
  name: string;
  /** An emoji, ``:material/name:``, or the address of an image; ``None``: by the name. */
  avatar?: string;
}

export interface TabsProps extends Props {
  height?: number | string;
  /** The index of the tab that is open at first. */
  default: number;
  /** The index of the tab that is open, if the session follows that: switching is an event. */
  value?: number;
}

export interface TabProps extends Props {
  label: string;
}

export interface FormProps extends Props {
  clear_on_submit: boolean;
  enter_to_submit: boolean;
  border: boolean;
  height?: number | string;
}

export interface EmptyProps extends Props {}

export interface WidgetProps extends Props {
  /** Inline markdown. */
  label: string;
  help?: string;
  disabled: boolean;
  label_visibility: "collapsed" | "hidden" | "visible";
  /** The id of the form around it; 0: none, changes are sent at once. */
  form: number;
}

export interface ButtonProps extends WidgetProps {
  type: "primary" | "secondary" | "tertiary";
  icon?: string;
  icon_position: "left" | "right";
  shortcut?: string;
  /** A form's submit button: its event carries the form's values. */
  submit: boolean;
}

export interface DownloadButtonProps extends WidgetProps {
  url: string;
  file_name: string;
  type: "primary" | "secondary" | "tertiary";
  icon?: string;
  icon_position: "left" | "right";
  quiet: boolean;
}

export interface LinkButtonProps extends WidgetProps {
  url: string;
  type: "primary" | "secondary" | "tertiary";
  icon?: string;
  icon_position: "left" | "right";
  shortcut?: string;
  quiet: boolean;
}

export interface MenuButtonProps extends WidgetProps {
  options: string[];
  type: "primary" | "secondary" | "tertiary";
  icon?: string;
}

export interface ChatInputProps extends WidgetProps {
  max_chars?: number;
  height?: number | string;
  /** It stands at the bottom of the window, whatever comes after it. */
  pinned: boolean;
  files: "directory" | "multiple" | "none" | "single";
  /** Allowed extensions with their dot; empty: any. */
  types: string[];
  audio: boolean;
  /** Hertz; ``None``: the device's own. */
  sample_rate?: number;
  max_bytes: number;
  /** Where the browser posts each file. */
  url: string;
}

export interface ButtonGroupProps extends WidgetProps {
  style: "pills" | "segmented_control";
  /** Inline markdown. */
  options: string[];
  multiple: boolean;
  /** One option at least stays chosen. */
  required: boolean;
  /** Indexes of the chosen options. */
  value: number[];
}

export interface FeedbackProps extends WidgetProps {
  type: "faces" | "stars" | "thumbs";
  /** From 0, the worst. */
  value?: number;
}

export interface PaginationProps extends WidgetProps {
  pages: number;
  /** How many page numbers show at most. */
  visible: number;
  /** From 1. */
  value: number;
}

export interface ColorPickerProps extends WidgetProps {
  /** Always as ``#rrggbb``. */
  value: string;
}

export interface TimeInputProps extends WidgetProps {
  /** ISO: ``HH:MM``, with seconds if they matter. */
  value?: string;
  /** Seconds between the times offered. */
  step: number;
  format: "12h" | "24h";
  clearable: boolean;
}

export interface DatetimeInputProps extends WidgetProps {
  /** ISO: ``YYYY-MM-DDTHH:MM``. */
  value?: string;
  min?: string;
  max?: string;
  /** Seconds between the times offered. */
  step: number;
  /** Of the date. */
  format: string;
  clearable: boolean;
}

export interface SelectSliderProps extends WidgetProps {
  options: string[];
  /** The index of the chosen option, or of both ends of a range. */
  value: number[];
}

export interface CheckboxProps extends WidgetProps {
  value: boolean;
  /** Drawn as a switch. */
  toggle: boolean;
}

export interface RadioProps extends WidgetProps {
  options: string[];
  captions?: string[];
  /** The index of the chosen option. */
  value?: number;
  horizontal: boolean;
}

export interface SelectboxProps extends WidgetProps {
  options: string[];
  /** The index of the chosen option, or a new option as text. */
  value?: number | string;
  placeholder?: string;
  clearable: boolean;
  accept_new: boolean;
  filter_mode: "contains" | "fuzzy" | "none" | "prefix";
  icon?: string;
}

export interface MultiselectProps extends WidgetProps {
  options: string[];
  /** Indexes of the chosen options, in order of choice; new options as text. */
  value: (number | string)[];
  placeholder?: string;
  max_selections?: number;
  accept_new: boolean;
  filter_mode: "contains" | "fuzzy" | "none" | "prefix";
}

export interface SliderProps extends WidgetProps {
  /** Dates and times are seconds since the epoch (a time: since midnight), in UTC. */
  type: "date" | "datetime" | "float" | "int" | "time";
  min: number;
  max: number;
  step: number;
  /** printf style for numbers, a date pattern (YYYY-MM-DD HH:mm:ss) otherwise. */
  format?: string;
  /** One number, or two for a range. */
  value: number[];
}

export interface NumberInputProps extends WidgetProps {
  type: "float" | "int";
  min?: number;
  max?: number;
  step: number;
  format?: string;
  value?: number;
  placeholder?: string;
  icon?: string;
}

export interface TextInputProps extends WidgetProps {
  value?: string;
  type: "default" | "password";
  max_chars?: number;
  autocomplete?: string;
  placeholder?: string;
  icon?: string;
  /** Send every keystroke (debounced) rather than on Enter or blur. */
  live: boolean;
}

export interface TextAreaProps extends WidgetProps {
  value?: string;
  height?: number | string;
  max_chars?: number;
  placeholder?: string;
}

export interface DateInputProps extends WidgetProps {
  /** ISO dates: none, one, or two for a range (one while it is being chosen). */
  value: string[];
  range: boolean;
  clearable: boolean;
  min?: string;
  max?: string;
  format: string;
}

export interface FileInfo {
  /** Given by the upload route; the author's code reads the bytes behind it. */
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  /** MIME type as the browser reported it. */
  type: string;
}

export interface FileUploaderProps extends WidgetProps {
  value: FileInfo[];
  /** Allowed extensions with their dot; empty: any. */
  types: string[];
  multiple: boolean;
  max_bytes: number;
  /** Where the browser posts each file. */
  url: string;
}

export interface DataRef {
  sha: string;
  /** Arrow IPC stream, or a JSON object ``{"columns": {name: [values]}}``. */
  format: "arrow" | "json";
  rows: number;
  /** Where to ask for the rows that are looked at, of a table too long to be sent. */
  url?: string;
}

export interface DataColumn {
  /** The column's name in the data. */
  name: string;
  label: string;
  type: "boolean" | "date" | "datetime" | "integer" | "list" | "number" | "object" | "text" | "time";
  /** One of the columns that label the rows. */
  index?: boolean;
  /** How its cells look and are edited; ``None``: by its type. */
  kind?: "area_chart" | "audio" | "bar_chart" | "button" | "checkbox" | "date" | "datetime" | "image" | "json" | "line_chart" | "link" | "list" | "markdown" | "multiselect" | "number" | "progress" | "selectbox" | "text" | "time" | "video";
  width?: number | "large" | "medium" | "small";
  /** Markdown. */
  help?: string;
  format?: string;
  pinned?: boolean;
  align?: "center" | "left" | "right";
  /** Whether its cells cannot be edited. */
  disabled?: boolean;
  /** Whether a cell that is edited may not be left empty. */
  required?: boolean;
  /** What a row that is added holds in it, as in an edit. */
  default?: unknown;
  min?: number | string;
  max?: number | string;
  /** Of numbers; of times in seconds; of dates in days. */
  step?: number;
  max_chars?: number;
  /** A regular expression that what is entered has to match. */
  validate?: string;
  /** What a link says: text, or a regular expression whose first group is found in it. */
  display?: string;
  options?: unknown[];
  /** What is shown for each option; ``None``: the options themselves. */
  labels?: string[];
  /** A colour for each option in turn. */
  colors?: string[];
  accept_new?: boolean;
  /** Of a chart or a bar. */
  color?: string;
  timezone?: string;
  /** Of buttons. */
  look?: "primary" | "secondary" | "tertiary";
  /** The id of the widget that a click in it is an event of. */
  trigger?: number;
}

export interface DataProps extends Props {
  data: DataRef;
  /** In the order shown; hidden ones are left out. */
  columns: DataColumn[];
  height?: number | string;
  alt?: string;
}

export interface GridProps extends DataProps {
  row_height?: number;
  /** Shown for missing values. */
  placeholder?: string;
}

export interface Selection {
  rows?: number[];
  columns?: string[];
  cells?: ([number, string])[];
}

export interface DataFrameProps extends GridProps {
  /** What can be selected; nothing: it is no widget. */
  select: ("multi-cell" | "multi-column" | "multi-row" | "single-cell" | "single-column" | "single-row" | "single-row-required")[];
  form: number;
  value?: Selection;
}

export interface Edits {
  /** By place of the row in the data, as text, and name of the column. */
  edited_rows?: Record<string, Record<string, unknown>>;
  added_rows?: (Record<string, unknown>)[];
  deleted_rows?: number[];
  /** The hash of the table that they were made in; ``None``: they outlive it. */
  of?: string;
}

export interface DataEditorProps extends GridProps {
  num_rows: "add" | "delete" | "dynamic" | "fixed";
  disabled: boolean;
  form: number;
  value?: Edits;
}

export interface TableProps extends DataProps {
  border: "all" | "horizontal" | "none";
  hide_header: boolean;
}

export interface CellButtonProps extends Props {
  disabled: boolean;
}

export interface VegaLiteProps extends Props {
  /** The Vega-Lite specification as JSON text, without its data. */
  spec: string;
  /** Given to the specification as the data set named ``source``. */
  data?: DataRef;
  height?: number | string;
  alt?: string;
  /** Whether it takes the page's colours and type. */
  themed: boolean;
  /** The selections in it that the session follows. */
  selects: string[];
  /** What is selected, by the selection's name. */
  value?: unknown;
  /** The id of the form around it, if it selects; 0: none. */
  form: number;
}

export interface ComponentProps extends WidgetProps {
  name: string;
  url: string;
  /** The arguments as a JSON object in text. */
  args: string;
  height?: number;
  tab_index?: number;
  value?: unknown;
}

export interface IFrameProps extends Props {
  src: string;
  height: number;
  scrolling: boolean;
  tab_index?: number;
}

export interface Picture {
  url: string;
  /** Inline markdown. */
  caption?: string;
  /** What a screen reader says; ``""``: it only decorates; ``None``: the caption. */
  alt?: string;
}

export interface ImageProps extends Props {
  images: Picture[];
  /** How wide each picture is, in pixels. */
  each?: number;
  link?: string;
}

export interface AudioProps extends Props {
  url: string;
  /** Seconds. */
  start: number;
  end?: number;
  loop: boolean;
  autoplay: boolean;
  alt?: string;
}

export interface Track {
  label: string;
  /** Of WebVTT text. */
  url: string;
}

export interface VideoProps extends Props {
  url: string;
  /** The address is of a page with a player, to be shown in a frame. */
  embed: boolean;
  /** Seconds. */
  start: number;
  end?: number;
  loop: boolean;
  autoplay: boolean;
  muted: boolean;
  subtitles: Track[];
  alt?: string;
}

export interface PdfProps extends Props {
  url: string;
  height: number | string;
  alt?: string;
}

export interface CameraInputProps extends WidgetProps {
  /** The picture taken, if any. */
  value: FileInfo[];
  /** Width and height to ask the camera for, in pixels. */
  ideal?: number[];
  max_bytes: number;
  /** Where the browser posts the picture. */
  url: string;
}

export interface AudioInputProps extends WidgetProps {
  /** The recording, if any: a WAV file. */
  value: FileInfo[];
  /** Hertz; ``None``: the device's own. */
  sample_rate?: number;
  max_bytes: number;
  /** Where the browser posts the recording. */
  url: string;
}

export interface ChartProps extends Props {
  height?: number | string;
  /** Whether it takes the page's colours and type. */
  themed: boolean;
  alt?: string;
  /** What the session follows of what is selected in it; empty: nothing. */
  selects: string[];
  value?: unknown;
  /** The id of the form around it, if it selects; 0: none. */
  form: number;
}

export interface PlotlyProps extends ChartProps {
  /** The figure (data, layout, frames) as JSON text. */
  spec: string;
  /** Options of the drawing library, as JSON text. */
  config: string;
}

export interface EChartsProps extends ChartProps {
  /** The options as JSON text. */
  spec: string;
  renderer: "canvas" | "svg";
}

export interface GraphvizProps extends Props {
  dot: string;
  engine: string;
  height?: number | string;
  alt?: string;
}

export interface MermaidProps extends Props {
  body: string;
  alt?: string;
}

export interface DeckProps extends ChartProps {
  /** Layers and view in deck.gl's JSON form, as text. */
  spec: string;
  /** ``html`` or ``text`` templates and a ``style``, as a JSON object in text. */
  tooltip?: string;
  /** The address of map tiles, with ``{x}``, ``{y}`` and ``{z}``; ``None``: shipped outlines. */
  tiles?: string;
  basemap: boolean;
  /** Whether the ground is dark; ``None``: as the page is. */
  dark?: boolean;
  /** Whether several objects can be selected. */
  multiple: boolean;
}

/** The props of each kind of element. */
export interface PropsByKind {
  heading: HeadingProps;
  markdown: MarkdownProps;
  text: TextProps;
  code: CodeProps;
  divider: DividerProps;
  json: JsonProps;
  metric: MetricProps;
  latex: LatexProps;
  help: HelpProps;
  page_link: PageLinkProps;
  space: SpaceProps;
  html: HtmlProps;
  alert: AlertProps;
  exception: ExceptionProps;
  progress: ProgressProps;
  spinner: SpinnerProps;
  skeleton: SkeletonProps;
  celebration: CelebrationProps;
  app: AppProps;
  main: MainProps;
  sidebar: SidebarProps;
  fragment: FragmentBodyProps;
  dialog: DialogProps;
  container: ContainerProps;
  columns: ColumnsProps;
  column: ColumnProps;
  expander: ExpanderProps;
  popover: PopoverProps;
  chat_message: ChatMessageProps;
  tabs: TabsProps;
  tab: TabProps;
  form: FormProps;
  empty: EmptyProps;
  button: ButtonProps;
  download_button: DownloadButtonProps;
  link_button: LinkButtonProps;
  menu_button: MenuButtonProps;
  chat_input: ChatInputProps;
  button_group: ButtonGroupProps;
  feedback: FeedbackProps;
  pagination: PaginationProps;
  color_picker: ColorPickerProps;
  time_input: TimeInputProps;
  datetime_input: DatetimeInputProps;
  select_slider: SelectSliderProps;
  checkbox: CheckboxProps;
  radio: RadioProps;
  selectbox: SelectboxProps;
  multiselect: MultiselectProps;
  slider: SliderProps;
  number_input: NumberInputProps;
  text_input: TextInputProps;
  text_area: TextAreaProps;
  date_input: DateInputProps;
  file_uploader: FileUploaderProps;
  dataframe: DataFrameProps;
  data_editor: DataEditorProps;
  table: TableProps;
  cell_button: CellButtonProps;
  vega_lite: VegaLiteProps;
  component: ComponentProps;
  iframe: IFrameProps;
  image: ImageProps;
  audio: AudioProps;
  video: VideoProps;
  pdf: PdfProps;
  camera_input: CameraInputProps;
  audio_input: AudioInputProps;
  plotly_chart: PlotlyProps;
  echarts_chart: EChartsProps;
  graphviz_chart: GraphvizProps;
  mermaid_chart: MermaidProps;
  pydeck_chart: DeckProps;
}

export type Kind = keyof PropsByKind;

/** The kinds that have children. */
export const BLOCKS: ReadonlySet<string> = new Set(["app", "main", "sidebar", "fragment", "dialog", "container", "columns", "column", "expander", "popover", "chat_message", "tabs", "tab", "form", "empty"]);

/** What the wire leaves out, by kind. */
export const DEFAULTS: Record<string, Record<string, unknown>> = {
  heading: {"align": "left"},
  markdown: {"caption": false, "html": false, "align": "left"},
  text: {"align": "left"},
  code: {"line_numbers": false, "wrap_lines": false},
  divider: {},
  json: {"expanded": true},
  metric: {"delta_color": "normal", "delta_arrow": "off", "label_visibility": "visible", "border": false, "chart_type": "line"},
  latex: {},
  help: {"name": "", "doc": "", "members": []},
  page_link: {"icon_position": "left", "disabled": false},
  space: {},
  html: {},
  alert: {},
  exception: {"frames": []},
  progress: {},
  spinner: {"show_time": false},
  skeleton: {},
  celebration: {},
  app: {"layout": "centered", "sidebar": "auto"},
  main: {},
  sidebar: {},
  fragment: {"name": ""},
  dialog: {"size": "small", "position": "center", "dismissible": true},
  container: {"border": false, "horizontal": false, "wrap": true, "align": "left", "vertical_align": "top", "gap": "small", "autoscroll": false},
  columns: {"gap": "small", "wrap": true},
  column: {"weight": 1.0, "border": false, "vertical_align": "top"},
  expander: {"expanded": false, "compact": false},
  popover: {"type": "secondary", "disabled": false},
  chat_message: {},
  tabs: {"default": 0},
  tab: {},
  form: {"clear_on_submit": false, "enter_to_submit": true, "border": true},
  empty: {},
  button: {"disabled": false, "label_visibility": "visible", "form": 0, "type": "secondary", "icon_position": "left", "submit": false},
  download_button: {"disabled": false, "label_visibility": "visible", "form": 0, "type": "secondary", "icon_position": "left", "quiet": false},
  link_button: {"disabled": false, "label_visibility": "visible", "form": 0, "type": "secondary", "icon_position": "left", "quiet": true},
  menu_button: {"disabled": false, "label_visibility": "visible", "form": 0, "type": "secondary"},
  chat_input: {"disabled": false, "label_visibility": "visible", "form": 0, "pinned": false, "files": "none", "types": [], "audio": false, "max_bytes": 0, "url": ""},
  button_group: {"disabled": false, "label_visibility": "visible", "form": 0, "style": "pills", "multiple": false, "required": false, "value": []},
  feedback: {"disabled": false, "label_visibility": "visible", "form": 0, "type": "thumbs"},
  pagination: {"disabled": false, "label_visibility": "visible", "form": 0, "visible": 7, "value": 1},
  color_picker: {"disabled": false, "label_visibility": "visible", "form": 0, "value": "#000000"},
  time_input: {"disabled": false, "label_visibility": "visible", "form": 0, "step": 900, "format": "24h", "clearable": false},
  datetime_input: {"disabled": false, "label_visibility": "visible", "form": 0, "step": 900, "format": "YYYY/MM/DD", "clearable": false},
  select_slider: {"disabled": false, "label_visibility": "visible", "form": 0},
  checkbox: {"disabled": false, "label_visibility": "visible", "form": 0, "value": false, "toggle": false},
  radio: {"disabled": false, "label_visibility": "visible", "form": 0, "horizontal": false},
  selectbox: {"disabled": false, "label_visibility": "visible", "form": 0, "clearable": false, "accept_new": false, "filter_mode": "fuzzy"},
  multiselect: {"disabled": false, "label_visibility": "visible", "form": 0, "value": [], "accept_new": false, "filter_mode": "fuzzy"},
  slider: {"disabled": false, "label_visibility": "visible", "form": 0, "type": "int"},
  number_input: {"disabled": false, "label_visibility": "visible", "form": 0, "type": "float", "step": 1},
  text_input: {"disabled": false, "label_visibility": "visible", "form": 0, "type": "default", "live": false},
  text_area: {"disabled": false, "label_visibility": "visible", "form": 0},
  date_input: {"disabled": false, "label_visibility": "visible", "form": 0, "value": [], "range": false, "clearable": false, "format": "YYYY/MM/DD"},
  file_uploader: {"disabled": false, "label_visibility": "visible", "form": 0, "value": [], "types": [], "multiple": false},
  dataframe: {"select": [], "form": 0},
  data_editor: {"num_rows": "fixed", "disabled": false, "form": 0},
  table: {"border": "all", "hide_header": false},
  cell_button: {"disabled": false},
  vega_lite: {"themed": true, "selects": [], "form": 0},
  component: {"disabled": false, "label_visibility": "visible", "form": 0},
  iframe: {"height": 150, "scrolling": false},
  image: {},
  audio: {"start": 0, "loop": false, "autoplay": false},
  video: {"embed": false, "start": 0, "loop": false, "autoplay": false, "muted": false, "subtitles": []},
  pdf: {"height": 500},
  camera_input: {"disabled": false, "label_visibility": "visible", "form": 0, "value": []},
  audio_input: {"disabled": false, "label_visibility": "visible", "form": 0, "value": []},
  plotly_chart: {"themed": true, "selects": [], "form": 0, "config": "{}"},
  echarts_chart: {"themed": true, "selects": [], "form": 0, "renderer": "canvas"},
  graphviz_chart: {"engine": "dot"},
  mermaid_chart: {},
  pydeck_chart: {"themed": true, "selects": [], "form": 0, "basemap": true, "multiple": false},
};

export type WireNode = [id: number, kind: string, props: Props, children: WireNode[] | null];
export type ResetOp = [op: "reset", root: WireNode];
export type InsertOp = [op: "ins", parent: number, index: number, node: WireNode];
export type RemoveOp = [op: "del", parent: number, id: number];
export type MoveOp = [op: "mov", parent: number, id: number, index: number];
export type SetOp = [op: "set", id: number, props: Record<string, unknown>];
export type AppendOp = [op: "app", id: number, field: string, text: string];
export type ShowToastOp = [op: "toast", toast: Toast];
export type Op = ResetOp | InsertOp | RemoveOp | MoveOp | SetOp | AppendOp | ShowToastOp;

export interface Welcome {
  t: "welcome";
  version: number;
  /** To be given back in ``hello`` after a dropped connection. */
  session: string;
  /** False: the page is sent whole. */
  resumed: boolean;
  /** Whether the page may watch what the session runs. */
  panel?: boolean;
}

export interface Patch {
  t: "patch";
  /** Counts up by one. */
  n: number;
  /** The last event whose effects this page contains, as numbered by the client. */
  answers: number;
  ops: Op[];
  /** The last event taken in, when it is not answered yet: the values of inputs in ``ops`` are newer than it, and override what the user entered up to it. */
  heard?: number;
  /** Whether a pass is still under way behind this patch. */
  running?: boolean;
  /** Whether the script does not compile: what stands is its last good page. */
  failed?: boolean;
  /** Roots of what is left over from before the run under way; ``None``: as it was. */
  stale?: number[];
}

export interface ServerError {
  t: "error";
  /** ``bad-frame``, ``widget-gone``, ``bad-value``, ``session-replaced``, ``too-large``, ``no-panel``. */
  code: string;
  message: string;
  answers?: number;
}

export interface PayloadHeader {
  sha: string;
  /** ``arrow`` or ``json``. */
  format: string;
  /** The table that this is a change to: its first column holds the place of each row. */
  base?: string;
  /** How many rows the table has after a change. */
  rows?: number;
  /** How many rows at the start of ``base`` are gone. */
  skip?: number;
}

export interface StateRow {
  key: string;
  version: number;
  type: string;
  /** Its value in short. */
  preview: string;
  /** What wrote it last, as far as was watched; ``""``: not known. */
  writer: string;
}

export interface InstanceRow {
  /** The id of its block. */
  id: number;
  node: string;
  name: string;
  parent: number | null;
  /** The keys that its last run read. */
  reads: string[];
  writes: string[];
  /** Seconds that its last run took in its own code. */
  own: number;
}

export interface Trace {
  t: "trace";
  /** The digest of the program that runs; ``""``: it does not compile. */
  program: string;
  /** The record of each pass, oldest first. */
  passes: unknown[];
  /** The keys that are new or have another version. */
  state: StateRow[];
  /** Keys that are no more. */
  gone: string[];
  /** Those that are new or have run. */
  instances: InstanceRow[];
  /** Ids of instances that are no more on the page. */
  left: number[];
}

export interface Hello {
  t: "hello";
  version: number;
  session?: string;
  /** The last patch the client has applied. */
  seen?: number;
  /** The page's query string. */
  query?: string;
  timezone?: string;
  locale?: string;
}

export interface Change {
  /** The element's id. */
  id: number;
  /** In the element's wire form; true for a button. */
  value?: unknown;
}

export interface Events {
  t: "events";
  /** Counts up by one. */
  n: number;
  changes: Change[];
  seen?: number;
}

export interface RerunRequest {
  t: "rerun";
  n: number;
}

export interface StopRequest {
  t: "stop";
  n: number;
}

export interface Ack {
  t: "ack";
  seen: number;
}

export interface Watch {
  t: "watch";
  on: boolean;
}

export type ServerMessage = Welcome | Patch | ServerError | Trace;
export type ClientMessage = Hello | Events | RerunRequest | StopRequest | Ack | Watch;
