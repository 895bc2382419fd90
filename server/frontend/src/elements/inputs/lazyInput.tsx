import { type ComponentType, lazy, Suspense } from "react";
import type { WidgetProps } from "../../protocol.gen";
import { usePending } from "../../widget";
import type { ElementProps } from "../types";
import { WidgetLabel } from "../WidgetLabel";

/**
 * An input whose code comes later: its label stands at once, and its room is held.
 *
 * @param height of the input itself, as in CSS
 */
export function lazyInput<P extends WidgetProps>(
  load: () => Promise<ComponentType<ElementProps<P>>>,
  height: string,
): ComponentType<ElementProps<P>> {
  const Input = lazy(async () => ({ default: await load() }));
  return function LazyInput({ id, props }: ElementProps<P>) {
    return (
      <Suspense fallback={<Coming props={props} height={height} />}>
        <Input id={id} props={props} />
      </Suspense>
    );
  };
}

function Coming({ props, height }: { props: WidgetProps; height: string }) {
  usePending(true);
  return (
    <div className="rf-field" aria-busy="true">
      <WidgetLabel props={props} elementType="span" />
      <div style={{ height }} />
    </div>
  );
}
