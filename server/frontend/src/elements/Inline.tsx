/** One line of markdown, as in labels. */
export function Inline({ text }: { text: string }) {
  return <>{text}</>;
}
