// A tick or a switch.

import type { CheckboxProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { classes } from "../classes";
import type { ElementProps } from "../types";
import { InlineField } from "./Field";
import { CheckIcon } from "./icons";

export function Checkbox({ id, props }: ElementProps<CheckboxProps>) {
  const { toggle, disabled } = props;
  const { value, commit } = useWidget<boolean>(id, props);
  return (
    <InlineField props={props} testid="stCheckbox">
      {(label) => (
        <label
          className={classes("rf-choice", toggle && "rf-switch")}
          data-selected={value || undefined}
          data-disabled={disabled || undefined}
        >
          <input
            type="checkbox"
            role={toggle ? "switch" : undefined}
            className="rf-sr-only"
            checked={value}
            disabled={disabled}
            onChange={(event) => commit(event.target.checked)}
          />
          {toggle ? (
            <span className="rf-switch-track" aria-hidden>
              <span className="rf-switch-thumb" />
            </span>
          ) : (
            <span className="rf-choice-box" aria-hidden>
              <CheckIcon />
            </span>
          )}
          {label}
        </label>
      )}
    </InlineField>
  );
}
