// The page as the server describes it, and its one way of changing: operations.

import { BLOCKS, DEFAULTS, ROOT } from "./protocol.gen";
import type { Op, Toast, WireNode } from "./protocol.gen";
import { Topics } from "./observable";

/** One element. Records are never changed, only replaced, so identity tells what is new. */
export interface NodeRecord {
  readonly id: number;
  readonly kind: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** Ids in page order; null for a leaf. */
  readonly children: readonly number[] | null;
  readonly parent: number | null;
}

/** What a batch of operations did. */
export interface Changes {
  /** Ids whose record is new, replaced or gone. */
  touched: Set<number>;
  removed: number[];
  toasts: Toast[];
}

/** The operations do not fit the page: the page has to be sent whole. */
export class TreeError extends Error {}

type Nodes = Map<number, NodeRecord>;

/** Applies operations to `nodes` in order, and tells what changed. */
export function applyOps(nodes: Nodes, ops: readonly Op[]): Changes {
  const changes: Changes = { touched: new Set(), removed: [], toasts: [] };
  // Child lists already copied in this batch: they may be changed in place.
  const owned = new Set<number>();

  const get = (id: number): NodeRecord => {
    const node = nodes.get(id);
    if (node === undefined) throw new TreeError(`no element ${id}`);
    return node;
  };
  const put = (node: NodeRecord): void => {
    nodes.set(node.id, node);
    changes.touched.add(node.id);
  };
  const childrenOf = (id: number): number[] => {
    const node = get(id);
    if (node.children === null) throw new TreeError(`element ${id} has no children`);
    if (owned.has(id)) return node.children as number[];
    const children = [...node.children];
    put({ ...node, children });
    owned.add(id);
    return children;
  };
  const add = (wire: WireNode, parent: number | null): void => {
    const [id, kind, props, below] = wire;
    const children = below ?? (BLOCKS.has(kind) ? [] : null);
    put({
      id,
      kind,
      props: { ...DEFAULTS[kind], ...props },
      children: children && children.map((child) => child[0]),
      parent,
    });
    for (const child of children ?? []) add(child, id);
  };
  const drop = (id: number): void => {
    const node = get(id);
    for (const child of node.children ?? []) drop(child);
    nodes.delete(id);
    owned.delete(id);
    changes.touched.add(id);
    changes.removed.push(id);
  };
  const detach = (parent: number, id: number): number[] => {
    const siblings = childrenOf(parent);
    const at = siblings.indexOf(id);
    if (at < 0) throw new TreeError(`element ${id} is not in ${parent}`);
    siblings.splice(at, 1);
    return siblings;
  };

  for (const op of ops) {
    switch (op[0]) {
      case "reset":
        for (const id of nodes.keys()) {
          changes.touched.add(id);
          changes.removed.push(id);
        }
        nodes.clear();
        owned.clear();
        add(op[1], null);
        break;
      case "ins": {
        const [, parent, index, wire] = op;
        childrenOf(parent).splice(index, 0, wire[0]);
        add(wire, parent);
        break;
      }
      case "del":
        detach(op[1], op[2]);
        drop(op[2]);
        break;
      case "mov":
        detach(op[1], op[2]).splice(op[3], 0, op[2]);
        break;
      case "set": {
        const node = get(op[1]);
        put({ ...node, props: withChanges(node, op[2]) });
        break;
      }
      case "app": {
        const [, id, field, text] = op;
        const node = get(id);
        const props = { ...node.props, [field]: `${node.props[field] ?? ""}${text}` };
        put({ ...node, props });
        break;
      }
      case "toast":
        changes.toasts.push(op[1]);
        break;
    }
  }
  return changes;
}

function withChanges(node: NodeRecord, changed: Record<string, unknown>): NodeRecord["props"] {
  const props: Record<string, unknown> = { ...node.props };
  for (const [field, value] of Object.entries(changed)) {
    // null on the wire: back to the default.
    if (value !== null) props[field] = value;
    else if (DEFAULTS[node.kind]?.[field] !== undefined) props[field] = DEFAULTS[node.kind]![field];
    else delete props[field];
  }
  return props;
}

/**
 * Owner of the page's records. A component subscribes to the one node it draws, so that a
 * patch renders only what it touched.
 */
export class TreeStore {
  private readonly nodes: Nodes = new Map();
  private readonly topics = new Topics<number>();

  get(id: number): NodeRecord | undefined {
    return this.nodes.get(id);
  }

  get root(): NodeRecord | undefined {
    return this.nodes.get(ROOT);
  }

  subscribe(id: number, listener: () => void): () => void {
    return this.topics.subscribe(id, listener);
  }

  /** An input's value that the server knows of already. It shows already, so nobody is woken. */
  setValue(id: number, value: unknown): void {
    const node = this.nodes.get(id);
    if (node !== undefined) this.nodes.set(id, { ...node, props: { ...node.props, value } });
  }

  /** The tables that elements show, by their hash. */
  payloads(): Set<string> {
    const found = new Set<string>();
    for (const { props } of this.nodes.values()) {
      const data = props["data"] as { sha?: string } | null | undefined;
      if (data?.sha !== undefined) found.add(data.sha);
    }
    return found;
  }

  /** Applies a patch's operations and wakes who draws what they touched. Throws TreeError. */
  apply(ops: readonly Op[]): Changes {
    const changes = applyOps(this.nodes, ops);
    for (const id of changes.touched) this.topics.publish(id);
    return changes;
  }
}
