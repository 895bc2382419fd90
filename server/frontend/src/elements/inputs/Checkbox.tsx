// A tick or a switch.

import { Checkbox as AriaCheckbox } from "react-aria-components/Checkbox";
import { Switch } from "react-aria-components/Switch";
import type { CheckboxProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { InlineField } from "./Field";
import { CheckIcon } from "./icons";

export function Checkbox({ id, props }: ElementProps<CheckboxProps>) {
  const { value, commit } = useWidget<boolean>(id, props);
  return (
    <InlineField props={props} testid="stCheckbox">
      {(label) =>
        props.toggle ? (
          <Switch
            className="rf-choice rf-switch"
            isSelected={value}
            isDisabled={props.disabled}
            onChange={commit}
          >
            <span className="rf-switch-track" aria-hidden>
              <span className="rf-switch-thumb" />
            </span>
            {label}
          </Switch>
        ) : (
          <AriaCheckbox
            className="rf-choice"
            isSelected={value}
            isDisabled={props.disabled}
            onChange={commit}
          >
            <span className="rf-choice-box" aria-hidden>
              <CheckIcon />
            </span>
            {label}
          </AriaCheckbox>
        )
      }
    </InlineField>
  );
}
