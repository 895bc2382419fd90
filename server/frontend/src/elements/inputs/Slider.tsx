// A number, a date or a range of them, dragged along a track.

import { useRef } from "react";
import { mergeProps } from "react-aria/mergeProps";
import { useFocusRing } from "react-aria/useFocusRing";
import { useSlider, useSliderThumb } from "react-aria/useSlider";
import { VisuallyHidden } from "react-aria/VisuallyHidden";
import { type SliderState, useSliderState } from "react-stately/useSliderState";
import type { SelectSliderProps, SliderProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { formatMoment } from "./dates";
import { Field, type Naming } from "./Field";
import { decimalsOfStep } from "./number";
import { formatNumber } from "./printf";
import { useLabelPlaces } from "./slider_labels";

const PATTERNS = { date: "YYYY-MM-DD", time: "HH:mm", datetime: "YYYY-MM-DD HH:mm" };

/** The text above a thumb. */
export function thumbText(value: number, props: SliderProps): string {
  const { type, format } = props;
  if (type === "date" || type === "time" || type === "datetime") {
    return formatMoment(format ?? PATTERNS[type], value);
  }
  if (format !== undefined) return formatNumber(format, value);
  return type === "int" ? value.toFixed(0) : value.toFixed(Math.max(2, decimalsOfStep(props.step)));
}

export function Slider({ id, props }: ElementProps<SliderProps>) {
  return (
    <Field props={props} testid="stSlider" group>
      {(field) => (
        <Track id={id} props={props} labelledBy={field} text={(value) => thumbText(value, props)} />
      )}
    </Field>
  );
}

/** A slider whose values are the indexes of options. */
export function SelectSlider({ id, props }: ElementProps<SelectSliderProps>) {
  const { options } = props;
  const last = Math.max(options.length - 1, 0);
  // A single option is at both ends: there is nowhere to slide.
  const scale = { ...props, min: 0, max: Math.max(last, 1), step: 1, disabled: props.disabled || last === 0 };
  return (
    <Field props={props} testid="stSlider" group>
      {(field) => (
        <Track
          id={id}
          props={scale}
          labelledBy={field}
          text={(value) => options[Math.min(value, last)] ?? ""}
        />
      )}
    </Field>
  );
}

interface TrackProps {
  id: number;
  props: Pick<SliderProps, "min" | "max" | "step" | "disabled" | "value" | "form">;
  labelledBy: Naming;
  /** What a value is called. */
  text(value: number): string;
}

function Track({ id, props, labelledBy, text: textOf }: TrackProps) {
  const { value, commit, debouncedCommit } = useWidget<number[]>(id, props);
  const trackRef = useRef<HTMLDivElement>(null);
  const labelsRef = useRef<HTMLDivElement>(null);
  const dragged = useRef(false);
  const pointed = useRef(false);
  const common = {
    ...labelledBy,
    minValue: props.min,
    maxValue: props.max,
    step: props.step,
    isDisabled: props.disabled,
    value,
    onChange: (next: number[]) => {
      dragged.current = true;
      debouncedCommit(next);
    },
    onChangeEnd: (next: number[]) => {
      // What a drag ends on is sent whatever is still in flight; with a key, each repetition
      // ends like this, and its release is what counts.
      if (dragged.current && pointed.current) commit(next);
      dragged.current = pointed.current = false;
    },
  };
  const plain = useSliderState({ ...common, numberFormatter: NUMBERS });
  // The texts that are read out are those that are shown.
  const state: SliderState = { ...plain, getThumbValueLabel: (at) => textOf(plain.getThumbValue(at)) };
  const { groupProps, trackProps } = useSlider(common, state, trackRef);
  const shares = value.map((_, at) => state.getThumbPercent(at));
  const texts = value.map((_, at) => state.getThumbValueLabel(at));
  const places = useLabelPlaces(labelsRef, trackRef, shares);
  // One thumb fills from the very end of the rail, two fill what is between them.
  const from = shares.length > 1 ? `${Math.min(...shares) * 100}%` : "-0.5rem";
  const to = Math.max(...shares, 0);
  return (
    <div
      {...groupProps}
      onPointerDownCapture={() => (pointed.current = true)}
      onKeyUp={() => commit()}
      className="rf-slider"
      data-disabled={props.disabled}
      data-stacked={places.stacked}
    >
      <div ref={labelsRef} className="rf-slider-values" aria-hidden>
        {texts.map((text, at) => (
          <span
            key={at === 0 ? "first" : "second"}
            className="rf-slider-value"
            data-testid="stSliderThumbValue"
            style={{ left: places.lefts[at] }}
          >
            {text}
          </span>
        ))}
      </div>
      <div {...trackProps} ref={trackRef} className="rf-slider-track">
        <div className="rf-slider-rail" />
        <div className="rf-slider-fill" style={{ left: from, right: `${(1 - to) * 100}%` }} />
        {value.map((_, at) => (
          <Thumb
            // The thumbs of a range are their order.
            key={at === 0 ? "first" : "second"}
            index={at}
            range={value.length > 1}
            label={labelledBy["aria-labelledby"]}
            state={state}
            trackRef={trackRef}
          />
        ))}
      </div>
      <div className="rf-slider-ticks" aria-hidden data-testid="stSliderTickBar">
        <span>{textOf(props.min)}</span>
        <span>{textOf(props.max)}</span>
      </div>
    </div>
  );
}

const NUMBERS = new Intl.NumberFormat("en-US");

interface ThumbProps {
  index: number;
  range: boolean;
  label: string | undefined;
  state: SliderState;
  trackRef: React.RefObject<HTMLDivElement | null>;
}

function Thumb({ index, range, label, state, trackRef }: ThumbProps) {
  const inputRef = useRef<HTMLInputElement>(null);
  const { thumbProps, inputProps, isDragging } = useSliderThumb(
    {
      index,
      trackRef,
      inputRef,
      ...(range && { "aria-label": index === 0 ? "From" : "To" }),
    },
    state,
  );
  const { focusProps, isFocusVisible } = useFocusRing();
  return (
    <div {...thumbProps} className="rf-slider-thumb" data-dragging={isDragging} data-focus={isFocusVisible}>
      <VisuallyHidden>
        <input
          ref={inputRef}
          {...mergeProps(inputProps, focusProps)}
          // By the label alone: the track's own texts say the value, which is read anyway.
          aria-labelledby={label && range ? `${label} ${inputProps.id}` : label}
        />
      </VisuallyHidden>
    </div>
  );
}
