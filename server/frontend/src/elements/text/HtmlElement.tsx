import type { HtmlProps } from "../../protocol.gen";
import { AuthorHtml } from "../Html";
import type { ElementProps } from "../types";

export function HtmlElement({ props }: ElementProps<HtmlProps>) {
  return <AuthorHtml html={props.body} />;
}
