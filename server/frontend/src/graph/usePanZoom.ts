// Pan by dragging, zoom by the wheel, by two fingers or from the keyboard; fits what it shows.

import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";

export interface Transform {
  x: number;
  y: number;
  k: number;
}

const SMALLEST = 0.08;
const LARGEST = 2.5;
const MARGIN = 28;

export interface PanZoom {
  transform: Transform;
  fit: () => void;
  zoom: (factor: number) => void;
  /** Bring a place of the content into view, unless it is there. */
  reveal: (x: number, y: number) => void;
  handlers: {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => void;
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => void;
    onPointerUp: (event: PointerEvent<SVGSVGElement>) => void;
    onPointerCancel: (event: PointerEvent<SVGSVGElement>) => void;
  };
}

export function usePanZoom(
  frame: RefObject<SVGSVGElement | null>,
  content: { width: number; height: number },
): PanZoom {
  const [transform, setTransform] = useState<Transform>({ x: MARGIN, y: MARGIN, k: 1 });
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const { width, height } = content;

  const fit = useCallback(() => {
    const size = frame.current?.getBoundingClientRect();
    if (size === undefined || size.width === 0) return;
    const across = (size.width - 2 * MARGIN) / Math.max(width, 1);
    const down = (size.height - 2 * MARGIN) / Math.max(height, 1);
    const k = Math.min(1, Math.max(SMALLEST, Math.min(across, down)));
    setTransform({ k, x: (size.width - width * k) / 2, y: (size.height - height * k) / 2 });
  }, [frame, width, height]);

  useEffect(fit, [fit]);

  const scale = useCallback((factor: number, x: number, y: number) => {
    setTransform((old) => {
      const k = Math.min(LARGEST, Math.max(SMALLEST, old.k * factor));
      return { k, x: x - ((x - old.x) * k) / old.k, y: y - ((y - old.y) * k) / old.k };
    });
  }, []);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    // React's own listener is passive: it could not keep the page from scrolling.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      scale(Math.exp(-event.deltaY / 400), event.clientX - left, event.clientY - top);
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [frame, scale]);

  const zoom = useCallback(
    (factor: number) => {
      const size = frame.current?.getBoundingClientRect();
      if (size !== undefined) scale(factor, size.width / 2, size.height / 2);
    },
    [frame, scale],
  );

  const reveal = useCallback(
    (x: number, y: number) => {
      const size = frame.current?.getBoundingClientRect();
      if (size === undefined) return;
      setTransform((old) => {
        const [left, top] = [x * old.k + old.x, y * old.k + old.y];
        const inside =
          left > MARGIN && left < size.width - MARGIN && top > MARGIN && top < size.height - MARGIN;
        if (inside) return old;
        return { ...old, x: size.width / 2 - x * old.k, y: size.height / 2 - y * old.k };
      });
    },
    [frame],
  );

  const onPointerDown = useCallback((event: PointerEvent<SVGSVGElement>) => {
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }, []);

  const onPointerMove = useCallback(
    (event: PointerEvent<SVGSVGElement>) => {
      const before = pointers.current.get(event.pointerId);
      if (before === undefined) return;
      const now = { x: event.clientX, y: event.clientY };
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      // Captured once it moves: a click on a node stays a click.
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, now);
      if (other === undefined) {
        setTransform((old) => ({ ...old, x: old.x + now.x - before.x, y: old.y + now.y - before.y }));
        return;
      }
      const { left, top } = event.currentTarget.getBoundingClientRect();
      const apart = Math.hypot(now.x - other.x, now.y - other.y);
      const wasApart = Math.hypot(before.x - other.x, before.y - other.y);
      if (wasApart > 0) {
        scale(apart / wasApart, (now.x + other.x) / 2 - left, (now.y + other.y) / 2 - top);
      }
    },
    [scale],
  );

  const onPointerUp = useCallback((event: PointerEvent<SVGSVGElement>) => {
    pointers.current.delete(event.pointerId);
  }, []);

  return {
    transform,
    fit,
    zoom,
    reveal,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp },
  };
}
