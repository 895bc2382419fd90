import { useEffect, useRef } from "react";
import type { CSSProperties, RefObject } from "react";
import type { ContainerProps } from "../../protocol.gen";
import { gapSize } from "./gap";
import { Children } from "../Children";
import { keyClass, named } from "../classes";
import { heightStyle, widthStyle } from "../size";
import type { ElementProps } from "../types";

const ALONG: Record<ContainerProps["align"], string> = {
  left: "flex-start",
  center: "center",
  right: "flex-end",
  justify: "stretch",
  distribute: "space-between",
};

const ACROSS: Record<ContainerProps["vertical_align"], string> = {
  top: "flex-start",
  center: "center",
  bottom: "flex-end",
  distribute: "space-between",
};

/** How a container lays out what is in it. */
export function containerStyle(props: ContainerProps): CSSProperties {
  const { horizontal, wrap, align, vertical_align: across, gap, width, height } = props;
  const style: CSSProperties = {
    gap: gapSize(gap),
    ...widthStyle(width),
    ...heightStyle(height),
  };
  if (horizontal) {
    style.flexWrap = wrap ? "wrap" : "nowrap";
    style.justifyContent = align === "justify" ? "space-between" : ALONG[align];
    style.alignItems = across === "distribute" ? "stretch" : ACROSS[across];
  } else {
    style.justifyContent = ACROSS[across];
    if (align !== "left" && align !== "justify") style.alignItems = ALONG[align];
  }
  return style;
}

export function Container({ id, props }: ElementProps<ContainerProps>) {
  const box = useRef<HTMLDivElement>(null);
  const scrolls = typeof props.height === "number";
  useAutoscroll(box, props.autoscroll && scrolls);
  return (
    <div
      ref={box}
      {...named(
        props.horizontal ? "stHorizontalBlock" : "stVerticalBlock",
        keyClass(props.key),
        props.border && "rf-card",
        scrolls && "rf-scrolls",
      )}
      style={containerStyle(props)}
      // A region that scrolls can be reached with the keyboard.
      tabIndex={scrolls ? 0 : undefined}
    >
      <Children id={id} />
    </div>
  );
}

/** Keeps the end in sight while content grows, unless the user has scrolled away from it. */
function useAutoscroll(box: RefObject<HTMLDivElement | null>, on: boolean): void {
  useEffect(() => {
    const element = box.current;
    if (!on || element === null) return undefined;
    let atEnd = true;
    const toEnd = () => atEnd && (element.scrollTop = element.scrollHeight);
    const onScroll = () => {
      atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 8;
    };
    const observer = new MutationObserver(toEnd);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    element.addEventListener("scroll", onScroll, { passive: true });
    toEnd();
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [box, on]);
}
