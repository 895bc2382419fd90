// A rating: thumbs, faces or stars.

import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import type { FeedbackProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { named } from "../classes";
import type { ElementProps } from "../types";

const STAR = "m12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.700 1-5.800-4.200-4.100 5.800-.800Z";
const THUMB =
  "M7.500 10.500v9h-3v-9Zm0 0 3.800-6.800c1.400 0 2.300 1.100 2.100 2.500l-.500 2.800h5a1.900 1.900 0 0 1 1.900 2.300l-1.200 6.300a2.400 2.400 0 0 1-2.400 1.900H7.500";
const MOUTHS = [
  "M8.500 16.500c2-2.200 5-2.200 7 0",
  "M8.500 16c2-1.200 5-1.200 7 0",
  "M8.500 15.500h7",
  "M8.500 14.800c2 1.400 5 1.400 7 0",
  "M8 14c2 3.200 6 3.200 8 0",
];

interface Choice {
  label: string;
  shape: ReactNode;
}

const CHOICES: Record<FeedbackProps["type"], Choice[]> = {
  thumbs: [
    { label: "Thumbs down", shape: <path d={THUMB} transform="rotate(180 12 12)" /> },
    { label: "Thumbs up", shape: <path d={THUMB} /> },
  ],
  faces: ["Very bad", "Bad", "Neither good nor bad", "Good", "Very good"].map((label, at) => ({
    label,
    shape: (
      <>
        <circle cx="12" cy="12" r="8.750" />
        <path d={`M9 9.600v.600M15 9.600v.600${MOUTHS[at] ?? ""}`} />
      </>
    ),
  })),
  stars: [1, 2, 3, 4, 5].map((count) => ({
    label: count === 1 ? "1 star" : `${count} stars`,
    shape: <path d={STAR} />,
  })),
};

export function Feedback({ id, props }: ElementProps<FeedbackProps>) {
  const { value, commit } = useWidget<number | null>(id, props);
  const { type, disabled } = props;
  // Thumbs come in the order of a reader's eye: the good one first.
  const choices = CHOICES[type].map((choice, index) => ({ ...choice, index }));
  if (type === "thumbs") choices.reverse();
  return (
    <div {...named("stButtonGroup", "stFeedback", "rf-field")}>
      <ToggleButtonGroup
        aria-label="Rating"
        className={`rf-feedback rf-feedback-${type}`}
        selectionMode="single"
        selectedKeys={value === null || value === undefined ? [] : [String(value)]}
        isDisabled={disabled}
        onSelectionChange={(keys) => {
          const [key] = keys;
          commit(key === undefined ? null : Number(key));
        }}
      >
        {choices.map(({ label, shape, index }) => (
          <ToggleButton
            key={index}
            id={String(index)}
            aria-label={label}
            data-testid={`stBaseButton-borderlessIcon${index === value ? "Active" : ""}`}
            data-lit={type === "stars" ? index <= (value ?? -1) : index === value}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              {shape}
            </svg>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
