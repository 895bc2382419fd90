// What every chart has around it: its name, its tools, its size.

import { type ReactNode, type RefObject, useRef } from "react";
import { usePending } from "../../widget";
import { named } from "../classes";
import { Toolbar, useFullScreen } from "../data/Toolbar";
import { useSize } from "../useSize";
import "../data/frame.css";
import "./charts.css";

export interface Room {
  /** Where the library draws. */
  host: RefObject<HTMLDivElement | null>;
  width: number;
  height: number;
  /** Whether there is room: a chart in a closed tab is not drawn until it is seen. */
  seen: boolean;
  fullScreen: ReturnType<typeof useFullScreen>;
}

interface RoomOptions {
  height: number | string | undefined;
  /** The height when the author gives none. */
  usual: number;
  /** Whether the chart stands in the page as it should. */
  drawn: boolean;
}

export function useRoom({ height, usual, drawn }: RoomOptions): Room {
  const fullScreen = useFullScreen();
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  const seen = size.width > 0;
  usePending(seen && !drawn);
  const own = typeof height === "number" ? height : usual;
  const high = fullScreen.on || height === "stretch" ? Math.max(size.height, 100) : own;
  return { host, width: size.width, height: high, seen, fullScreen };
}

interface ChartFrameProps {
  testId: string;
  room: Room;
  alt: string | undefined;
  /** What a screen reader calls it without an `alt`. */
  name: string;
  drawn: boolean;
  fluid?: boolean;
  tools?: ReactNode;
  children?: ReactNode;
}

export function ChartFrame({ testId, room, alt, name, drawn, fluid = false, tools, children }: ChartFrameProps) {
  const { fullScreen, host, height } = room;
  const fills = fullScreen.on || fluid;
  return (
    <div
      {...named(testId, "rf-frame", "rf-chart", fullScreen.on && "rf-fullscreen")}
      ref={fullScreen.frameRef}
      role="figure"
      aria-label={alt ?? name}
      aria-busy={!drawn}
    >
      <Toolbar fullScreen={fullScreen}>{tools}</Toolbar>
      <div ref={host} className="rf-chart-room" data-fills={fills} style={fills ? undefined : { height }} />
      {children}
    </div>
  );
}
