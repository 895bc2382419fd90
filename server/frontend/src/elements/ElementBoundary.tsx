import { Component } from "react";
import type { ReactNode } from "react";

interface BoundaryProps {
  /** New props are a new chance for an element that failed. */
  of: unknown;
  children: ReactNode;
}

/** Keeps an element that cannot be drawn from taking the page with it. */
export class ElementBoundary extends Component<BoundaryProps, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: BoundaryProps) {
    if (this.state.error !== null && before.of !== this.props.of) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="rf-broken" role="alert">
        <strong>This element could not be shown.</strong> {error.message}
      </div>
    );
  }
}
