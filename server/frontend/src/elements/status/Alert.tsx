import type { AlertProps } from "../../protocol.gen";
import { MarkdownBody } from "../Html";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { named } from "../classes";
import type { ElementProps } from "../types";

const CONTENT = {
  success: "stAlertContentSuccess",
  info: "stAlertContentInfo",
  warning: "stAlertContentWarning",
  error: "stAlertContentError",
};

export function Alert({ props }: ElementProps<AlertProps>) {
  const { level, body, icon, title } = props;
  const urgent = level === "warning" || level === "error";
  return (
    <div {...named("stAlert")}>
      <div
        {...named("stAlertContainer", `rf-alert-${level}`)}
        role={urgent ? "alert" : "status"}
      >
        <Icon icon={icon} className="rf-alert-icon" />
        <div {...named(CONTENT[level])}>
          {title !== undefined && (
            <div className="rf-alert-title">
              <Inline text={title} />
            </div>
          )}
          <MarkdownBody text={body} />
        </div>
      </div>
    </div>
  );
}
