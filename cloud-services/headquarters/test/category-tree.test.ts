import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  depthMax,
  depthOf,
  type Move,
  moved,
  type Node,
  put,
  type Spot,
  slugFor,
} from '../app/src/categories/tree.ts';

const leaf = (id: string, children: readonly Node[] = []): Node => ({
  ...{ id, slug: id, name: { fr: id, en: id } },
  children,
});
const idsOf = (nodes: readonly Node[]): string[] =>
  nodes.flatMap(({ id, children }) => [id, ...idsOf(children)]);
const told = (nodes: readonly Node[] | undefined): string =>
  nodes?.map(({ id, children }) => (children.length > 0 ? `${id}(${told(children)})` : id)).join(' ') ?? '—';
const tree = [leaf('a', [leaf('b'), leaf('c')]), leaf('d')];

test.each<[string, Move, string]>([
  ['c', 'up', 'a(c b) d'],
  ['b', 'up', '—'],
  ['d', 'in', 'a(b c d)'],
  ['c', 'in', 'a(b(c)) d'],
  ['b', 'out', 'a(c) b d'],
  ['a', 'down', 'd a(b c)'],
  ['a', 'out', '—'],
])('P1: %s goes %s: %s', (id, move, next) => expect(told(moved(tree, id, move))).toBe(next));

test('P1: however categories are dragged, none is lost, doubled, put into itself or too deep', () => {
  const names = [...'abcdefghij'];
  const drop = fc.tuple(
    fc.constantFrom(...names),
    fc.constantFrom<Spot>('before', 'inside', 'after'),
    fc.constantFrom(...names),
  );
  fc.assert(
    fc.property(fc.array(drop, { maxLength: 40 }), (drops) => {
      const start: readonly Node[] = names.map((name) => leaf(name));
      const end = drops.reduce((nodes, [id, spot, by]) => put(nodes, id, spot, by) ?? nodes, start);
      expect(idsOf(end).sort()).toEqual(names);
      expect(depthOf(end)).toBeLessThanOrEqual(depthMax);
    }),
  );
});

test('P1: a new category has an address of its own, from its name', () => {
  expect(slugFor('Thés & œufs', new Set())).toBe('thes-oeufs');
  expect(slugFor('Thés', new Set(['thes', 'thes-2']))).toBe('thes-3');
  expect(slugFor('茶', new Set())).toBe('categorie');
});
