// Which subtrees are left over from before the run under way.

import { Topics } from "./observable";

/** A run that ends sooner than this dims nothing. */
const DELAY_MS = 500;

export class StaleStore {
  private listed = new Set<number>();
  private shown = new Set<number>();
  /** Whether the moment of the run under way has passed. */
  private waited = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly topics = new Topics<number>();

  /** Whether the subtree at `id` is shown as left over. */
  has(id: number): boolean {
    return this.shown.has(id);
  }

  subscribe(id: number, listener: () => void): () => void {
    return this.topics.subscribe(id, listener);
  }

  /**
   * What the server says is left over. It shows after a moment, what is added later in the same
   * run at once: it is a part of what showed before.
   */
  update(ids: readonly number[]): void {
    this.listed = new Set(ids);
    if (this.listed.size === 0) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.waited = false;
    } else if (!this.waited) {
      this.timer ??= setTimeout(() => {
        this.waited = true;
        this.show(this.listed);
      }, DELAY_MS);
      return;
    }
    this.show(this.listed);
  }

  private show(ids: Set<number>): void {
    const before = this.shown;
    this.shown = ids;
    for (const id of before) if (!this.shown.has(id)) this.topics.publish(id);
    for (const id of this.shown) if (!before.has(id)) this.topics.publish(id);
  }
}
