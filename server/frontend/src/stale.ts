// Which subtrees are left over from before the run under way.

import { Topics } from "./observable";

/** A run that ends sooner than this dims nothing. */
const DELAY_MS = 500;

export class StaleStore {
  private listed = new Set<number>();
  private shown = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly topics = new Topics<number>();

  /** Whether the subtree at `id` is shown as left over. */
  has(id: number): boolean {
    return this.shown.has(id);
  }

  subscribe(id: number, listener: () => void): () => void {
    return this.topics.subscribe(id, listener);
  }

  /** What the server says is left over; it shows after a moment, and stops showing at once. */
  update(ids: readonly number[]): void {
    this.listed = new Set(ids);
    this.show([...this.shown].filter((id) => this.listed.has(id)));
    if (this.listed.size === 0) {
      clearTimeout(this.timer);
      this.timer = undefined;
    } else {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.show([...this.listed]);
      }, DELAY_MS);
    }
  }

  private show(ids: readonly number[]): void {
    const before = this.shown;
    this.shown = new Set(ids);
    for (const id of before) if (!this.shown.has(id)) this.topics.publish(id);
    for (const id of this.shown) if (!before.has(id)) this.topics.publish(id);
  }
}
