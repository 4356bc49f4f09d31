import { expect, test } from 'vitest';
import { commandOf } from './commands.ts';
import { type Act, keyMap, type Stroke } from './key-map.ts';

const acts = Object.entries(keyMap) as [Act, Stroke][];
const press = ({ key, shift = false }: { key: string; shift?: boolean }) => ({
  ...{ key, shiftKey: shift, ctrlKey: false, altKey: false, metaKey: false },
});

test('E4: every act has a key, every key one act, and what the help lists is what the key does', () => {
  const strokes = acts.map(([, { key, shift }]) => `${shift ? 'Shift+' : ''}${key}`);
  expect(new Set(strokes).size).toBe(acts.length);
  for (const [act, stroke] of acts) expect(commandOf(press(stroke), false)).toEqual({ do: act });
});

test('E4: no key is one that a browser keeps, or that moves between French-Canadian and US keyboards', () => {
  const kept = /^(F11|F12|F\d{2,}|[a-z]|[A-Z])$/;
  for (const [act, { key }] of acts) if (key !== 'F10') expect(key, act).not.toMatch(kept);
  for (const [act, { key }] of acts) if (key.length === 1) expect('*+-', act).toContain(key);
});
