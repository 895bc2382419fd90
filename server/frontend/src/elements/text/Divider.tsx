import { named } from "../classes";

export function Divider() {
  return (
    <div {...named("stMarkdown")}>
      <hr className="rf-divider" />
    </div>
  );
}
