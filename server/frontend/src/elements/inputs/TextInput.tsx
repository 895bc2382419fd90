// One line of text.

import { type KeyboardEvent, useState } from "react";
import type { TextInputProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { Icon } from "../Icon";
import type { ElementProps } from "../types";
import { Field, useEnterCounts } from "./Field";
import { EyeIcon, EyeOffIcon } from "./icons";
import { InputInstructions } from "./InputInstructions";

export function TextInput({ id, props }: ElementProps<TextInputProps>) {
  const { value, setValue, commit, debouncedCommit, dirty, inForm } = useWidget<string | null>(id, props);
  const enterCounts = useEnterCounts(props.form);
  const [focused, setFocused] = useState(false);
  const [revealed, setRevealed] = useState(false);
  const password = props.type === "password";
  const text = value ?? "";

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    // A form around the input then takes the same key for its own.
    if (event.key === "Enter" && !event.nativeEvent.isComposing) commit();
  };

  return (
    <Field props={props} testid="stTextInput">
      {(field) => (
        <>
          <div className="rf-box" data-disabled={props.disabled}>
            <Icon icon={props.icon} className="rf-box-icon" />
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
            dirty={dirty && !props.live && enterCounts}
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
