// Several lines of text.

import { type KeyboardEvent, useState } from "react";
import type { TextAreaProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { Field, useEnterCounts } from "./Field";
import { InputInstructions } from "./InputInstructions";

const APPLE = /mac|iphone|ipad/i.test(navigator.platform);

export function TextArea({ id, props }: ElementProps<TextAreaProps>) {
  const { value, setValue, commit, dirty, inForm } = useWidget<string | null>(id, props);
  const enterCounts = useEnterCounts(props.form);
  const [focused, setFocused] = useState(false);
  const text = value ?? "";

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) commit();
  };

  return (
    <Field props={props} testid="stTextArea" stretch={props.height === "stretch"}>
      {(field) => (
        <>
          <textarea
            {...field}
            className="rf-box rf-textarea"
            data-height={typeof props.height === "string" ? props.height : undefined}
            style={typeof props.height === "number" ? { height: props.height } : undefined}
            value={text}
            disabled={props.disabled}
            maxLength={props.max_chars}
            placeholder={props.placeholder}
            onChange={(event) => setValue(event.target.value)}
            onKeyDown={onKeyDown}
            onFocus={() => setFocused(true)}
            onBlur={() => {
              setFocused(false);
              commit();
            }}
          />
          <InputInstructions
            shown={focused}
            dirty={dirty && enterCounts}
            keys={APPLE ? "⌘+Enter" : "Ctrl+Enter"}
            inForm={inForm}
            length={text.length}
            max={props.max_chars}
          />
        </>
      )}
    </Field>
  );
}
