// The hooks that input elements are made with.

import { useCallback, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import { useClient } from "./client";

/** What the hook needs of an input's props. */
export interface InputProps {
  form?: number;
  disabled?: boolean;
}

export interface Widget<V> {
  /** What the user sees now; null where the server gave no value. */
  value: V;
  /** Shows a value and sends nothing (typing). */
  setValue(value: V): void;
  /** Sends a value, by default the one shown; in a form keeps it until the form is submitted. */
  commit(value?: V): void;
  /** Sends with at most one event in flight, the last value winning (sliders, live inputs). */
  debouncedCommit(value: V): void;
  /** Whether the server does not have the shown value yet. */
  dirty: boolean;
  inForm: boolean;
}

/**
 * An input's value: the server's, unless the user has touched the input since the event which the
 * last patch answers.
 */
export function useWidget<V>(id: number, props: InputProps): Widget<V> {
  const { widgets } = useClient();
  const subscribe = useCallback((wake: () => void) => widgets.subscribe(id, wake), [widgets, id]);
  // The value and not its entry: an answer that leaves it as it is renders nothing.
  const value = useSyncExternalStore(subscribe, () => widgets.shown(id)) as V;
  const dirty = useSyncExternalStore(subscribe, () => widgets.local(id)?.sent === Infinity);
  const inForm = (props.form ?? 0) !== 0;

  const actions = useMemo(
    () => ({
      setValue: (value: V) => widgets.touch(id, value),
      commit: (value?: V) => widgets.commit(id, value),
      debouncedCommit: (value: V) => widgets.commitLast(id, value),
    }),
    [widgets, id],
  );
  return { value, dirty, inForm, ...actions };
}

/** A button's action: sends its event, and with it the form that the button submits. */
export function useTrigger(
  id: number,
  props: { form?: number; submit?: boolean; disabled?: boolean },
): () => void {
  const client = useClient();
  const { form = 0, submit = false, disabled = false } = props;
  return useCallback(() => {
    if (disabled) return;
    if (submit && form !== 0) client.widgets.submit(form, id);
    else client.widgets.trigger(id);
  }, [client, id, form, submit, disabled]);
}

/**
 * Keeps the page's state at "running" while an element waits for code or data, so that a test
 * which waits for the script to end finds the element complete.
 */
export function usePending(waiting: boolean): void {
  const client = useClient();
  useLayoutEffect(() => (waiting ? client.pend() : undefined), [client, waiting]);
}
