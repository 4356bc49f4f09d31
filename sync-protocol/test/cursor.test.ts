import { expect, test } from 'vitest';
import { formatCursor, readFrom, scopeHash } from '../src/index.ts';

const feed = { epoch: 'e1', scope: '*', lastPos: 90, purgedPos: 60 };
const at = (pos: number, begunAtPos?: number) =>
  formatCursor({
    epoch: 'e1',
    scopeHash: scopeHash('*'),
    pos,
    ...(begunAtPos === undefined ? {} : { begunAtPos }),
  });

test('S7: a first load of several pages goes on where it was, though older deletions are forgotten', () => {
  expect(readFrom('', feed)).toEqual({ type: 'read', afterPos: 0, begunAtPos: 90 });
  expect(readFrom(at(20, 90), feed)).toEqual({ type: 'read', afterPos: 20, begunAtPos: 90 });
});

test('S7: who may have missed a deletion begins anew', () => {
  expect(readFrom(at(20), feed)).toEqual({ type: 'epoch' });
  expect(readFrom(at(20, 50), feed)).toEqual({ type: 'epoch' });
  expect(readFrom(at(60), feed)).toEqual({ type: 'read', afterPos: 60 });
});

test('S7: a cursor that is ahead of its feed knows another history', () => {
  expect(readFrom(at(91), feed)).toEqual({ type: 'epoch' });
  expect(readFrom(at(20, 91), feed)).toEqual({ type: 'epoch' });
});
