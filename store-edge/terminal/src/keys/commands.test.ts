import { expect, test } from 'vitest';
import { commandOf } from './commands.ts';

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'altKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});

test('WCAG 2.1.4: where a store has turned the signs off, they do nothing alone, and are letters in a search', () => {
  for (const sign of ['*', '+', '-']) {
    expect(commandOf(press(sign), false, false)).toBeUndefined();
    expect(commandOf(press(sign), true, false)).toEqual({ do: 'type', text: sign });
  }
});

test.each([
  ['Enter', 'enter'],
  ['*', 'multiply'],
  ['+', 'more'],
  ['-', 'less'],
  ['Delete', 'void-line'],
  ['F2', 'search'],
  ['F9', 'cash'],
  ['F10', 'card'],
  ['End', 'pay'],
  ['Pause', 'lock'],
  ['Escape', 'back'],
  ['Insert', 'return'],
  ['F4', 'customer'],
  ['F5', 'discount'],
  ['F6', 'price'],
  ['F7', 'suspend'],
  ['F8', 'cheque'],
] as const)('E1: %s is %s', (key, does) => {
  expect(commandOf(press(key), false)).toEqual({ do: does });
});

test('E1: Shift changes what Del and F9 do', () => {
  expect(commandOf(press('Delete', { shiftKey: true }), false)).toEqual({ do: 'void-sale' });
  expect(commandOf(press('F9', { shiftKey: true }), false)).toEqual({ do: 'drawer' });
  expect(commandOf(press('F4', { shiftKey: true }), false)).toEqual({ do: 'coupon' });
  expect(commandOf(press('End', { shiftKey: true }), false)).toEqual({ do: 'us-dollars' });
});

test('E1: in a search, signs and spaces are letters', () => {
  expect(commandOf(press('-'), true)).toEqual({ do: 'type', text: '-' });
  expect(commandOf(press(' '), true)).toEqual({ do: 'type', text: ' ' });
  expect(commandOf(press(' '), false)).toBeUndefined();
});

test('E1: no command uses Ctrl or Alt, and AltGr still types', () => {
  expect(commandOf(press('n', { ctrlKey: true }), false)).toBeUndefined();
  expect(commandOf(press('F9', { altKey: true }), false)).toBeUndefined();
  expect(commandOf(press('é', { ctrlKey: true, altKey: true }), true)).toEqual({ do: 'type', text: 'é' });
});
