// One of many, found by typing.

import { useRef } from "react";
import type { SelectboxProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { Icon } from "../Icon";
import type { ElementProps } from "../types";
import { useCombobox } from "./combobox";
import { Field, plainLabel } from "./Field";
import { ChevronIcon, CrossIcon } from "./icons";
import { OptionList } from "./OptionList";

export function Selectbox({ id, props }: ElementProps<SelectboxProps>) {
  const { value: current, commit } = useWidget<number | string | null>(id, props);
  const value = current ?? null;
  const { options, clearable, disabled } = props;
  const boxRef = useRef<HTMLDivElement>(null);
  const chosen = typeof value === "number" ? value : null;
  const shown = typeof value === "number" ? (options[value] ?? "") : (value ?? "");
  const clear = (): void => commit(null);
  const box = useCombobox({
    options,
    chosen,
    filterMode: props.filter_mode === "none" ? null : props.filter_mode,
    acceptNew: props.accept_new,
    disabled,
    onPick: (entry) => commit(entry.index ?? entry.text),
    ...(clearable && { onEmptied: clear }),
  });
  const label = plainLabel(props.label);
  return (
    <Field props={props} testid="stSelectbox">
      {(field) => (
        <>
          <div className="rf-box" ref={boxRef} data-disabled={disabled} data-open={box.open}>
            <Icon icon={props.icon} className="rf-box-icon" />
            <input
              {...box.inputProps}
              {...field}
              ref={box.inputRef}
              className="rf-box-input rf-select-input"
              value={box.typed ?? shown}
              // While something is typed the choice stays readable behind it.
              placeholder={shown || (props.placeholder ?? "Choose an option")}
            />
            {clearable && value !== null && !disabled && (
              <button
                type="button"
                className="rf-box-button"
                aria-label={`Clear ${label}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  clear();
                  box.close();
                  box.inputRef.current?.focus();
                }}
              >
                <CrossIcon />
              </button>
            )}
            <button
              type="button"
              className="rf-box-button rf-chevron"
              aria-label={`Show options of ${label}`}
              tabIndex={-1}
              disabled={disabled}
              onMouseDown={(event) => event.preventDefault()}
              onClick={box.toggle}
            >
              <ChevronIcon />
            </button>
          </div>
          <OptionList box={box} label={label} triggerRef={boxRef} chosen={chosen} />
        </>
      )}
    </Field>
  );
}
