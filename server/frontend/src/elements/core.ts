// Registers the elements that a page of text and buttons is made of.

import { lazy } from "react";
import { Columns, Column } from "./blocks/Columns";
import { Container } from "./blocks/Container";
import { Expander } from "./blocks/Expander";
import { Form } from "./blocks/Form";
import { Empty, Fragment } from "./blocks/Fragment";
import { Button } from "./buttons/Button";
import { DownloadButton } from "./buttons/DownloadButton";
import { register } from "./registry";
import { Alert } from "./status/Alert";
import { Exception } from "./status/Exception";
import { Progress } from "./status/Progress";
import { Spinner } from "./status/Spinner";
import { Code } from "./text/Code";
import { Divider } from "./text/Divider";
import { Heading } from "./text/Heading";
import { HtmlElement } from "./text/HtmlElement";
import { Latex } from "./text/Latex";
import { Markdown } from "./text/Markdown";
import { Space } from "./text/Space";
import { Text } from "./text/Text";

register("heading", Heading);
register("markdown", Markdown);
register("text", Text);
register("code", Code);
register("divider", Divider);
register("html", HtmlElement);
register("latex", Latex);
register("space", Space);
register("help", lazy(() => import("./text/HelpElement")));
register("page_link", lazy(() => import("./buttons/PageLink")));
register("json", lazy(async () => ({ default: (await import("./text/Json")).Json })));
register("metric", lazy(async () => ({ default: (await import("./text/Metric")).Metric })));

register("alert", Alert);
register("exception", Exception);
register("progress", Progress);
register("spinner", Spinner);
register("skeleton", lazy(async () => ({ default: (await import("./status/Skeleton")).Skeleton })));
register("celebration", lazy(() => import("./status/Celebration")));

register("fragment", Fragment);
register("empty", Empty);
register("container", Container);
register("columns", Columns);
register("column", Column);
register("expander", Expander);
register("form", Form);
register("dialog", lazy(() => import("./blocks/Dialog")));
register("popover", lazy(() => import("./blocks/Popover")));
register("tabs", lazy(() => import("./blocks/Tabs")));

register("button", Button);
register("download_button", DownloadButton);
register("link_button", lazy(() => import("./buttons/LinkButton")));
register("menu_button", lazy(() => import("./buttons/MenuButton")));

register("chat_message", lazy(async () => ({ default: (await import("./chat")).ChatMessage })));
register("chat_input", lazy(() => import("./ChatInput")));
