import { useEffect, useState } from "react";
import { PlainButton } from "../PlainButton";
import { named } from "../classes";

const SHOWN_MS = 1500;

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, testId }: { text: string; testId: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <PlainButton
      {...named(testId, "rf-copy")}
      aria-label={copied ? "Copied" : "Copy to clipboard"}
      onPress={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true))}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {copied ? (
          <path d="m3.5 8.5 3 3 6-7" />
        ) : (
          <path d="M5.5 5.5v-2h7v7h-2m-7-5h7v7h-7z" />
        )}
      </svg>
    </PlainButton>
  );
}
