// Fragments outlined on the page, while Alt is held or the box is ticked.

import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useClient } from "../client";
import type { InstanceRow } from "../protocol.gen";
import type { TreeStore } from "../tree";

interface Outline {
  instance: InstanceRow;
  left: number;
  top: number;
  width: number;
  height: number;
}

interface OutlinesProps {
  on: boolean;
  instances: readonly InstanceRow[];
  onNode: (id: string) => void;
}

export function Outlines({ on, instances, onNode }: OutlinesProps) {
  const { tree } = useClient();
  const held = useHeld("Alt");
  const shown = on || held;
  const [outlines, setOutlines] = useState<Outline[]>([]);
  useEffect(() => {
    if (!shown) return;
    let frame = 0;
    const measure = (): void => {
      setOutlines((old) => {
        const now = instances.flatMap((instance) => outlineOf(tree, instance) ?? []);
        return JSON.stringify(now) === JSON.stringify(old) ? old : now;
      });
      frame = requestAnimationFrame(measure);
    };
    measure();
    return () => cancelAnimationFrame(frame);
  }, [shown, instances, tree]);
  if (!shown) return null;
  return createPortal(
    <div className="rf-outlines">
      {outlines.map(({ instance, ...box }) => (
        <div key={instance.id} className="rf-outline" style={box}>
          <button type="button" onClick={() => onNode(instance.node)}>
            {instance.name}
          </button>
        </div>
      ))}
    </div>,
    document.body,
  );
}

/** The box around all elements of a fragment: its own block has none. */
function outlineOf(tree: TreeStore, instance: InstanceRow): Outline | null {
  if (instance.node === "app") return null;
  const boxes: DOMRect[] = [];
  const pending = [instance.id];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = tree.get(id);
    if (node === undefined) continue;
    if (node.children !== null) pending.push(...node.children);
    else {
      const rect = document.querySelector(`[data-element="${id}"]`)?.getBoundingClientRect();
      if (rect !== undefined && rect.height > 0) boxes.push(rect);
    }
  }
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.left)) - 4;
  const top = Math.min(...boxes.map((box) => box.top)) - 4;
  const right = Math.max(...boxes.map((box) => box.right)) + 4;
  const bottom = Math.max(...boxes.map((box) => box.bottom)) + 4;
  return { instance, left, top, width: right - left, height: bottom - top };
}

function useHeld(key: string): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      if (event.key === key) setHeld(true);
    };
    const up = (event: KeyboardEvent): void => {
      if (event.key === key) setHeld(false);
    };
    // A window that is left does not see the key go up.
    const away = (): void => setHeld(false);
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("blur", away);
    return () => {
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", away);
    };
  }, [key]);
  return held;
}
