// A colour, chosen with the browser's own picker.

import { useEffect, useRef } from "react";
import type { ColorPickerProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { named } from "../classes";
import type { ElementProps } from "../types";
import { Field } from "./Field";

export function ColorPicker({ id, props }: ElementProps<ColorPickerProps>) {
  const { value, setValue, commit } = useWidget<string>(id, props);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const element = input.current;
    if (element === null) return undefined;
    // React's onChange is the browser's "input", for every step of a drag; this is its end.
    const chosen = (): void => commit(element.value);
    element.addEventListener("change", chosen);
    return () => element.removeEventListener("change", chosen);
  }, [commit]);

  return (
    <Field props={props} testid="stColorPicker">
      {(field) => (
        <span className="rf-color" data-disabled={props.disabled}>
          <span {...named("stColorPickerBlock")} style={{ background: value }}>
            <input
              {...field}
              ref={input}
              type="color"
              value={value}
              disabled={props.disabled}
              onChange={(event) => setValue(event.target.value)}
            />
          </span>
          <code aria-hidden="true">{value}</code>
        </span>
      )}
    </Field>
  );
}
