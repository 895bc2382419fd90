import { useEffect, useMemo, useState } from "react";
import type { CSSProperties } from "react";
import { createPortal } from "react-dom";
import type { CelebrationProps } from "../../protocol.gen";
import { named } from "../classes";
import type { ElementProps } from "../types";
import "./celebration.css";

const COUNT = { balloons: 28, snow: 48 };
const SECONDS = 6;
const HUES = ["red", "orange", "yellow", "green", "blue", "violet"];

/** Fills the window for a moment, and takes no room; nothing for those who want no motion. */
export default function Celebration({ props }: ElementProps<CelebrationProps>) {
  const { type, n } = props;
  const [over, setOver] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setOver(n), SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [n]);
  if (over === n) return null;
  return createPortal(
    <div key={n} {...named(type === "snow" ? "stSnow" : "stBalloons")} aria-hidden="true">
      <Pieces type={type} />
    </div>,
    document.body,
  );
}

function Pieces({ type }: Pick<CelebrationProps, "type">) {
  const pieces = useMemo(
    () =>
      Array.from({ length: COUNT[type] }, (_, at): CSSProperties & Record<`--${string}`, string> => ({
        left: `${Math.random() * 100}%`,
        animationDelay: `${Math.random() * 2.2}s`,
        animationDuration: `${2.4 + Math.random() * 1.4}s`,
        "--rf-hue": `var(--rf-${HUES[at % HUES.length]})`,
        "--rf-drift": `${Math.random() * 12 - 6}vw`,
        "--rf-scale": `${0.6 + Math.random() * 0.7}`,
      })),
    [type],
  );
  return pieces.map((style, at) => <i key={at} style={style} />);
}
