// One line of text.

import { type KeyboardEvent, useState } from "react";
import type { TextInputProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { Field, useEnterSubmits } from "./Field";
import { EyeIcon, EyeOffIcon, FieldIcon } from "./icons";
import { InputInstructions } from "./InputInstructions";

export function TextInput({ id, props }: ElementProps<TextInputProps>) {
  const { value, setValue, commit, debouncedCommit, dirty, inForm } = useWidget<string | null>(id, props);
  const enterSubmits = useEnterSubmits(props.form);
  const [focused, setFocused] = useState(false);
  const [revealed, setRevealed] = useState(false);
  const password = props.type === "password";
  const text = value ?? "";

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    commit();
    enterSubmits?.();
  };

  return (
    <Field props={props} testid="stTextInput">
      {(field) => (
        <>
          <div className="rf-box" data-disabled={props.disabled}>
            <FieldIcon icon={props.icon} />
            <input
              {...field}
              className="rf-box-input"
              type={password && !revealed ? "password" : "text"}
              value={text}
              disabled={props.disabled}
              maxLength={props.max_chars}
              placeholder={props.placeholder}
              autoComplete={props.autocomplete ?? (password ? "new-password" : "off")}
              onChange={(event) =>
                props.live ? debouncedCommit(event.target.value) : setValue(event.target.value)
              }
              onKeyDown={onKeyDown}
              onFocus={() => setFocused(true)}
              onBlur={() => {
                setFocused(false);
                commit();
              }}
            />
            {password && (
              <button
                type="button"
                className="rf-box-button"
                aria-label={revealed ? "Hide password" : "Show password"}
                aria-pressed={revealed}
                disabled={props.disabled}
                onClick={() => setRevealed(!revealed)}
              >
                {revealed ? <EyeOffIcon /> : <EyeIcon />}
              </button>
            )}
          </div>
          <InputInstructions
            shown={focused}
            dirty={dirty && !props.live && (!inForm || enterSubmits !== null)}
            keys="Enter"
            inForm={inForm}
            length={text.length}
            max={props.max_chars}
          />
        </>
      )}
    </Field>
  );
}
