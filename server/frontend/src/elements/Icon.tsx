import { useEffect, useReducer } from "react";
import { iconPath, loadIcon, materialName } from "../markdown/icons";
import { usePending } from "../widget";
import { classes, named } from "./classes";

interface IconProps {
  /** An emoji, or `:material/name:`. */
  icon: string | undefined;
  className?: string;
}

/** An author's icon, beside a text that says what it is for: hidden from screen readers. */
export function Icon({ icon, className }: IconProps) {
  if (icon === undefined || icon === "") return null;
  const name = materialName(icon);
  if (name !== undefined) return <Material name={name} className={className} />;
  return (
    <span className={classes("rf-emoji", className)} data-testid="stIconEmoji" aria-hidden="true">
      {icon}
    </span>
  );
}

function Material({ name, className }: { name: string; className?: string }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const path = iconPath(name);
  usePending(path === undefined);
  useEffect(() => {
    if (path !== undefined) return undefined;
    let current = true;
    void loadIcon(name).then(() => current && redraw());
    return () => {
      current = false;
    };
  }, [name, path]);
  return (
    <span {...named("stIconMaterial", className)} data-icon={name} aria-hidden="true">
      {path ? (
        <svg viewBox="0 0 24 24">
          <path d={path} />
        </svg>
      ) : null}
    </span>
  );
}
