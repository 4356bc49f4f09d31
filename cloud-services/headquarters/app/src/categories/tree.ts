/** The category tree as it is arranged: moves of a category with all below it. Pure. */
export type Node = Readonly<{
  id: string;
  slug: string;
  name: Readonly<{ fr: string; en: string }>;
  children: readonly Node[];
}>;

/** As Product takes it. */
export const depthMax = 6;

export type Move = 'up' | 'down' | 'in' | 'out';
/** Where it is put, seen from another one. */
export type Spot = 'before' | 'inside' | 'after';

export const depthOf = (nodes: readonly Node[]): number =>
  nodes.reduce((max, { children }) => Math.max(max, 1 + depthOf(children)), 0);

const isWithin = (node: Node, id: string): boolean =>
  node.id === id || node.children.some((child) => isWithin(child, id));

function find(nodes: readonly Node[], id: string): Node | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : find(node.children, id);
    if (found) return found;
  }
  return undefined;
}

export const without = (nodes: readonly Node[], id: string): Node[] =>
  nodes.filter((node) => node.id !== id).map((node) => ({ ...node, children: without(node.children, id) }));

export const replaced = (nodes: readonly Node[], next: Node): Node[] =>
  nodes.map((node) => (node.id === next.id ? next : { ...node, children: replaced(node.children, next) }));

function insert(nodes: readonly Node[], moved: Node, spot: Spot, by: string): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.id !== by) return [{ ...node, children: insert(node.children, moved, spot, by) }];
    if (spot === 'inside') return [{ ...node, children: [...node.children, moved] }];
    return spot === 'before' ? [moved, node] : [node, moved];
  });
}

/** @returns `undefined` where it cannot go: into itself, or too deep. */
export function put(nodes: readonly Node[], id: string, spot: Spot, by: string): Node[] | undefined {
  const moved = find(nodes, id);
  if (!moved || isWithin(moved, by)) return undefined;
  const next = insert(without(nodes, id), moved, spot, by);
  return depthOf(next) > depthMax ? undefined : next;
}

/** @returns `undefined` where there is nothing to move past. */
export function moved(nodes: readonly Node[], id: string, move: Move): Node[] | undefined {
  const { siblings, parent } = placeOf(nodes, id, undefined) ?? {};
  if (!siblings) return undefined;
  const at = siblings.findIndex((node) => node.id === id);
  const [before, after] = [siblings[at - 1], siblings[at + 1]];
  switch (move) {
    case 'up':
      return before && put(nodes, id, 'before', before.id);
    case 'down':
      return after && put(nodes, id, 'after', after.id);
    case 'in':
      return before && put(nodes, id, 'inside', before.id);
    case 'out':
      return parent && put(nodes, id, 'after', parent.id);
  }
}

type Place = Readonly<{ siblings: readonly Node[]; parent: Node | undefined }>;

function placeOf(nodes: readonly Node[], id: string, parent: Node | undefined): Place | undefined {
  if (nodes.some((node) => node.id === id)) return { siblings: nodes, parent };
  for (const node of nodes) {
    const found = placeOf(node.children, id, node);
    if (found) return found;
  }
  return undefined;
}

/** `Thés & tisanes` → `thes-tisanes`; never one that is taken. */
export function slugFor(name: string, taken: ReadonlySet<string>): string {
  const base =
    name
      .replace(/œ/gi, 'oe')
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-')
      .slice(0, 50)
      .replace(/-$/, '') || 'categorie';
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}

export const slugsOf = (nodes: readonly Node[]): string[] =>
  nodes.flatMap(({ slug, children }) => [slug, ...slugsOf(children)]);
