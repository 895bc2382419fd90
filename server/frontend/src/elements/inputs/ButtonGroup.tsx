// Options side by side: pills, or the segments of one control.

import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import type { ButtonGroupProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { Inline } from "../Inline";
import type { ElementProps } from "../types";
import { Field } from "./Field";

export function ButtonGroup({ id, props }: ElementProps<ButtonGroupProps>) {
  const { value, commit } = useWidget<number[]>(id, props);
  const { options, multiple, required, style, disabled } = props;
  return (
    <Field props={props} testid="stButtonGroup" group>
      {(field) => (
        <ToggleButtonGroup
          {...field}
          className={`rf-${style}`}
          selectionMode={multiple ? "multiple" : "single"}
          disallowEmptySelection={required}
          selectedKeys={value.map(String)}
          isDisabled={disabled}
          onSelectionChange={(keys) => {
            const next = [...keys].map(Number);
            // In the order of the options when several are chosen, as they stand on the page.
            commit(next.sort((a, b) => a - b));
          }}
        >
          {options.map((option, index) => (
            // An option is its place: texts may repeat.
            <ToggleButton
              key={index}
              id={String(index)}
              data-testid={`stBaseButton-${style}${value.includes(index) ? "Active" : ""}`}
            >
              <Inline text={option} links={false} />
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
    </Field>
  );
}
