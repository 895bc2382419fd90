import { Children, useChildren } from "../Children";
import { named } from "../classes";
import type { ElementProps } from "../types";

/** What a fragment drew stands among its neighbours, with no box of its own. */
export function Fragment({ id }: ElementProps<unknown>) {
  return <Children id={id} />;
}

/** A place for one element. While there is none it takes no room. */
export function Empty({ id }: ElementProps<unknown>) {
  return useChildren(id).length > 0 ? <Children id={id} /> : <div {...named("stEmpty")} hidden />;
}
