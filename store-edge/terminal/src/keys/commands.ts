/**
 * Keys to commands. Pure. None uses Ctrl, F11, F12, or punctuation that moves between French-Canadian and US layouts.
 * Source: docs, screens, "Keys".
 */
export type Command =
  | Readonly<{ do: 'type'; text: string }>
  | Readonly<{
      do:
        | 'enter'
        | 'erase'
        | 'multiply'
        | 'up'
        | 'down'
        | 'more'
        | 'less'
        | 'void-line'
        | 'void-sale'
        | 'back'
        | 'help'
        | 'search'
        | 'pay'
        | 'cash'
        | 'card'
        | 'drawer'
        | 'lock'
        | 'return'
        | 'suspend'
        | 'cheque'
        | 'value'
        | 'points'
        | 'us-dollars'
        | 'discount'
        | 'basket-discount'
        | 'price'
        | 'resume'
        | 'line-sheet'
        | 'sale-sheet'
        | 'customer'
        | 'coupon';
    }>;

export type KeyPress = Readonly<{
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}>;

const plain: Readonly<Record<string, Exclude<Command['do'], 'type'>>> = {
  Enter: 'enter',
  Backspace: 'erase',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Delete: 'void-line',
  Escape: 'back',
  F1: 'help',
  F2: 'search',
  F9: 'cash',
  F10: 'card',
  End: 'pay',
  Pause: 'lock',
  Insert: 'return',
  F4: 'customer',
  F5: 'discount',
  F6: 'price',
  F7: 'suspend',
  F8: 'cheque',
};
const shifted: Readonly<Record<string, Exclude<Command['do'], 'type'>>> = {
  F4: 'coupon',
  Delete: 'void-sale',
  F5: 'basket-discount',
  F6: 'sale-sheet',
  F7: 'resume',
  F8: 'value',
  F9: 'drawer',
  F10: 'points',
  End: 'us-dollars',
};
const signs: Readonly<Record<string, Exclude<Command['do'], 'type'>>> = {
  '*': 'multiply',
  '+': 'more',
  '-': 'less',
};

/**
 * @param searching letters are being typed: then signs are letters too.
 * @param hasSigns whether a sign alone is a key; a store may turn that off.
 */
export function commandOf(press: KeyPress, searching: boolean, hasSigns = true): Command | undefined {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = press;
  // AltGr types characters on a French layout and reports Ctrl+Alt.
  const altGr = ctrlKey && altKey && key.length === 1;
  if ((ctrlKey || altKey || metaKey) && !altGr) return undefined;
  const named = shiftKey && shifted[key] ? shifted[key] : plain[key];
  if (named) return { do: named };
  const sign = searching ? undefined : signs[key];
  if (sign) return hasSigns ? { do: sign } : undefined;
  // A keyboard's decimal key is one character in every layout; a space begins nothing.
  if ([...key].length === 1 && (searching || key !== ' ')) return { do: 'type', text: key };
  return undefined;
}
