/**
 * Every act of the till and its key, in the order in which the help lists them: what a key does is read from here, and so is what the help
 * says. None uses Ctrl, F11, F12, or punctuation that moves between French-Canadian and US layouts. Source: docs, screens, "Keys".
 */
export type Stroke = Readonly<{ key: string; shift?: true }>;

export const keyMap = {
  enter: { key: 'Enter' },
  erase: { key: 'Backspace' },
  search: { key: 'F2' },
  multiply: { key: '*' },
  up: { key: 'ArrowUp' },
  down: { key: 'ArrowDown' },
  more: { key: '+' },
  less: { key: '-' },
  'void-line': { key: 'Delete' },
  'void-sale': { key: 'Delete', shift: true },
  'line-sheet': { key: 'F3', shift: true },
  'price-check': { key: 'F3' },
  customer: { key: 'F4' },
  coupon: { key: 'F4', shift: true },
  discount: { key: 'F5' },
  'basket-discount': { key: 'F5', shift: true },
  price: { key: 'F6' },
  'sale-sheet': { key: 'F6', shift: true },
  suspend: { key: 'F7' },
  resume: { key: 'F7', shift: true },
  pay: { key: 'End' },
  cash: { key: 'F9' },
  card: { key: 'F10' },
  cheque: { key: 'F8' },
  value: { key: 'F8', shift: true },
  points: { key: 'F10', shift: true },
  'us-dollars': { key: 'End', shift: true },
  return: { key: 'Insert' },
  receipts: { key: 'PageUp' },
  'receipt-mail': { key: 'PageDown' },
  drawer: { key: 'F9', shift: true },
  menu: { key: 'Home' },
  help: { key: 'F1' },
  back: { key: 'Escape' },
  lock: { key: 'Pause' },
} as const satisfies Readonly<Record<string, Stroke>>;

export type Act = keyof typeof keyMap;
/** What a store may turn off: alone they are single characters (WCAG 2.1.4). In a search they are letters. */
export const signs: readonly string[] = ['*', '+', '-'];

/** @param shiftKey held, where the key has nothing of its own with it, it changes nothing. */
export function actOf(key: string, shiftKey: boolean): Act | undefined {
  return (shiftKey ? byStroke.get(nameOf({ key, shift: true })) : undefined) ?? byStroke.get(nameOf({ key }));
}

const nameOf = ({ key, shift }: Stroke): string => `${shift ? 'Shift+' : ''}${key}`;
const byStroke = new Map(
  (Object.entries(keyMap) as [Act, Stroke][]).map(([act, stroke]) => [nameOf(stroke), act]),
);
