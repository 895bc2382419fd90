// One of a few, all in sight.

import { Radio as AriaRadio, RadioGroup } from "react-aria-components/RadioGroup";
import type { RadioProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { named } from "../classes";
import { Inline } from "../Inline";
import { Field } from "./Field";

export function Radio({ id, props }: ElementProps<RadioProps>) {
  const { value, commit } = useWidget<number | null>(id, props);
  const { options, captions } = props;
  return (
    <Field props={props} testid="stRadio" group>
      {(field) => (
        <RadioGroup
          {...field}
          className="rf-radios"
          orientation={props.horizontal ? "horizontal" : "vertical"}
          value={value === null || value === undefined ? null : String(value)}
          isDisabled={props.disabled}
          onChange={(chosen) => commit(Number(chosen))}
        >
          {options.map((option, index) => (
            // An option is its place: texts may repeat.
            <AriaRadio key={index} value={String(index)} className="rf-choice rf-radio">
              <span className="rf-radio-dot" aria-hidden />
              <span className="rf-choice-label">
                <span {...named("stMarkdownContainer")}>
                  <p>
                    <Inline text={option} />
                  </p>
                </span>
                {captions?.[index] !== undefined && captions[index] !== "" && (
                  <span className="rf-radio-caption">
                    <Inline text={captions[index]} />
                  </span>
                )}
              </span>
            </AriaRadio>
          ))}
        </RadioGroup>
      )}
    </Field>
  );
}
