// A number, typed or stepped.

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { NumberInputProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { Icon } from "../Icon";
import type { ElementProps } from "../types";
import { Field, useEnterCounts } from "./Field";
import { MinusIcon, PlusIcon } from "./icons";
import { InputInstructions } from "./InputInstructions";
import { clamp, type NumberRules, numberText, parseNumber, stepped } from "./number";

const HOLD_DELAY = 400;
const HOLD_INTERVAL = 60;

function problemOf(text: string, rules: NumberRules): string | undefined {
  const parsed = parseNumber(text, rules);
  if (parsed === undefined) return "Not a number";
  if (parsed === null || clamp(parsed, rules) === parsed) return undefined;
  return rules.min !== undefined && parsed < rules.min
    ? `At least ${numberText(rules.min, rules)}`
    : `At most ${numberText(rules.max ?? null, rules)}`;
}

export function NumberInput({ id, props }: ElementProps<NumberInputProps>) {
  const { value: current, commit, debouncedCommit, inForm } = useWidget<number | null>(id, props);
  const value = current ?? null;
  const enterCounts = useEnterCounts(props.form);
  const [typed, setTyped] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  // An input that has been empty may be emptied again; others go back to their number.
  const nullable = useRef(false);
  if (value === null) nullable.current = true;

  const text = typed ?? numberText(value, props);
  const problem = typed === null ? undefined : problemOf(typed, props);

  const apply = (): void => {
    setTyped(null);
    if (typed === null) {
      commit();
      return;
    }
    const parsed = parseNumber(typed, props);
    if (parsed === undefined || (parsed === null && !nullable.current)) return;
    const next = parsed === null ? null : clamp(parsed, props);
    if (next !== value) commit(next);
  };

  const step = (steps: number): void => {
    const parsed = typed === null ? value : (parseNumber(typed, props) ?? value);
    const next = stepped(parsed, steps, props);
    setTyped(null);
    if (next !== value) debouncedCommit(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const moves: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    const steps = moves[event.key];
    if (steps !== undefined) {
      event.preventDefault();
      step(steps);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      apply();
    } else if (event.key === "Escape" && typed !== null) {
      event.stopPropagation();
      setTyped(null);
    }
  };

  return (
    <Field props={props} testid="stNumberInput">
      {(field) => (
        <>
          <div className="rf-box" data-disabled={props.disabled} data-invalid={problem !== undefined}>
            <Icon icon={props.icon} className="rf-box-icon" />
            <input
              {...field}
              className="rf-box-input"
              data-testid="stNumberInputField"
              type="text"
              role="spinbutton"
              inputMode={props.type === "int" && (props.min ?? -1) >= 0 ? "numeric" : "decimal"}
              autoComplete="off"
              aria-valuenow={value ?? undefined}
              aria-valuemin={props.min}
              aria-valuemax={props.max}
              aria-valuetext={value === null ? undefined : numberText(value, props)}
              aria-invalid={problem !== undefined || undefined}
              value={text}
              disabled={props.disabled}
              placeholder={props.placeholder}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={onKeyDown}
              onFocus={() => setFocused(true)}
              onBlur={() => {
                setFocused(false);
                apply();
              }}
            />
            <StepButton
              name="stNumberInputStepDown"
              label="Decrease"
              disabled={props.disabled || (value !== null && props.min !== undefined && value <= props.min)}
              onStep={() => step(-1)}
            >
              <MinusIcon />
            </StepButton>
            <StepButton
              name="stNumberInputStepUp"
              label="Increase"
              disabled={props.disabled || (value !== null && props.max !== undefined && value >= props.max)}
              onStep={() => step(1)}
            >
              <PlusIcon />
            </StepButton>
          </div>
          <InputInstructions
            shown={focused}
            dirty={typed !== null && enterCounts}
            keys="Enter"
            inForm={inForm}
            length={0}
            problem={problem}
          />
        </>
      )}
    </Field>
  );
}

interface StepButtonProps {
  name: string;
  label: string;
  disabled: boolean;
  onStep(): void;
  children: React.ReactNode;
}

/** Steps once on a click, and goes on while it is held. */
function StepButton({ name, label, disabled, onStep, children }: StepButtonProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const repeated = useRef(false);
  const latest = useRef(onStep);
  useEffect(() => {
    latest.current = onStep;
  });
  const release = (): void => clearTimeout(timer.current);
  useEffect(() => release, []);
  useEffect(() => {
    if (disabled) release();
  }, [disabled]);

  const hold = (): void => {
    repeated.current = false;
    const again = (): void => {
      repeated.current = true;
      latest.current();
      timer.current = setTimeout(again, HOLD_INTERVAL);
    };
    timer.current = setTimeout(again, HOLD_DELAY);
  };

  return (
    <button
      type="button"
      className="rf-box-button rf-step"
      data-testid={name}
      aria-label={label}
      // The arrow keys do the same in the input: no further stops for the Tab key.
      tabIndex={-1}
      disabled={disabled}
      onPointerDown={hold}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onClick={() => {
        if (!repeated.current) onStep();
        repeated.current = false;
      }}
    >
      {children}
    </button>
  );
}
