import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type WedgeEffect,
  type WedgeSettings,
  wedgeDefaults,
  wedgeIdle,
  wedgeKey,
  wedgeSilence,
} from '../src/scanner/wedge.ts';

const codeOf = (char: string) =>
  /\d/.test(char) ? `Digit${char}` : char === '\n' ? 'Enter' : `Key${char.toUpperCase()}`;

/** Types a text with a gap before each key; the effects that are not "nothing". */
function type(
  text: string,
  gapMs: number | ((index: number) => number),
  settings: WedgeSettings = wedgeDefaults,
  prefix?: string,
) {
  let state = wedgeIdle;
  let timeStamp = 1_000;
  const effects: WedgeEffect[] = [];
  const codes = [...(prefix ? [prefix] : []), ...[...text].map(codeOf)];
  codes.forEach((code, index) => {
    timeStamp += typeof gapMs === 'number' ? gapMs : gapMs(index);
    const step = wedgeKey(state, { code, shiftKey: false, ctrlKey: false, timeStamp }, settings);
    state = step.state;
    if (step.effect.do !== 'nothing') effects.push(step.effect);
  });
  return { state, effects, silence: () => wedgeSilence(state, settings).effect };
}

test('E1: a fast burst that ends with Enter is a scan; its Enter presses nothing and its characters leave the field', () => {
  const { effects } = type('4006381333931\n', 8);
  expect(effects).toEqual([{ do: 'scan', text: '4006381333931', typedCharacters: 13, swallowKey: true }]);
});

test('E1: without Enter a valid code is a scan after silence, another text is typing', () => {
  expect(type('4006381333931', 8).silence()).toMatchObject({
    do: 'scan',
    text: '4006381333931',
    swallowKey: false,
  });
  expect(type('4006381333932', 8).silence()).toEqual({ do: 'nothing' });
  expect(type('abcdefgh', 8).silence()).toEqual({ do: 'nothing' });
});

test('a person who types is never taken for a scanner, not even a fast one', () => {
  const gaps = fc.array(fc.integer({ min: 36, max: 300 }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{1,28}\n$/), gaps, (text, gapsMs) => {
      expect(type(text, (index) => gapsMs[index] ?? 60).effects).toEqual([]);
    }),
  );
});

test('typing right before a scan is no part of it', () => {
  const { effects } = type('ab4006381333931\n', (index) => (index <= 2 ? 120 : 8));
  expect(effects).toEqual([{ do: 'scan', text: '4006381333931', typedCharacters: 13, swallowKey: true }]);
});

test('an Enter after a short fast burst is an Enter', () => {
  expect(type('12345\n', 8).effects).toEqual([]);
});

test('a configured prefix leaves no doubt, however short the code', () => {
  const settings = { ...wedgeDefaults, prefixCode: 'F13' };
  expect(type('42\n', 8, settings, 'F13').effects).toEqual([
    { do: 'swallow' },
    { do: 'scan', text: '42', typedCharacters: 2, swallowKey: true },
  ]);
});

test('key codes are read, not characters: shift makes capitals, Ctrl+] and F8 are the GS1 separator', () => {
  let state = wedgeIdle;
  const keys = [
    { code: 'ShiftLeft', shiftKey: true, ctrlKey: false },
    { code: 'KeyL', shiftKey: true, ctrlKey: false },
    { code: 'Digit1', shiftKey: false, ctrlKey: false },
    { code: 'BracketRight', shiftKey: false, ctrlKey: true },
    { code: 'Digit7', shiftKey: false, ctrlKey: false },
    { code: 'F8', shiftKey: false, ctrlKey: false },
    { code: 'Slash', shiftKey: true, ctrlKey: false },
  ];
  const effects = keys.map((key, index) => {
    const step = wedgeKey(state, { ...key, timeStamp: index * 5 });
    state = step.state;
    return step.effect.do;
  });
  expect(state.text).toBe('L1\u001d7\u001d?');
  expect(state.typed).toBe(4);
  expect(effects.filter((effect) => effect === 'swallow')).toHaveLength(2);
});
