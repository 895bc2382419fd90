// What to press for a text to count, and how much room is left.

interface Props {
  /** Whether the input has focus. */
  shown: boolean;
  /** Whether there is something to apply. */
  dirty: boolean;
  keys: string;
  inForm: boolean;
  length: number;
  max?: number | undefined;
  /** Said instead of the keys, for an input that cannot be applied. */
  problem?: string | undefined;
}

export function InputInstructions({ shown, dirty, keys, inForm, length, max, problem }: Props) {
  const hint = problem ?? (dirty ? `Press ${keys} to ${inForm ? "submit form" : "apply"}` : "");
  const count = max === undefined || !shown ? "" : `${length}/${max}`;
  if (!shown || (hint === "" && count === "")) return null;
  return (
    <div className="rf-instructions" data-testid="InputInstructions" aria-live="polite">
      {hint !== "" && <span data-problem={problem !== undefined}>{hint}</span>}
      {count !== "" && <span data-full={length >= (max ?? 0)}>{count}</span>}
    </div>
  );
}
