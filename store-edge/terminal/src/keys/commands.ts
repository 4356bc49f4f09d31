/** Keys to commands. Pure. Source: key-map.ts. */
import { type Act, actOf, signs } from './key-map.ts';

export type Command = Readonly<{ do: 'type'; text: string }> | Readonly<{ do: Act }>;

export type KeyPress = Readonly<{
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}>;

/**
 * @param searching letters are being typed: then signs are letters too.
 * @param hasSigns whether a sign alone is a key; a store may turn that off.
 */
export function commandOf(press: KeyPress, searching: boolean, hasSigns = true): Command | undefined {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = press;
  // AltGr types characters on a French layout and reports Ctrl+Alt.
  const altGr = ctrlKey && altKey && key.length === 1;
  if ((ctrlKey || altKey || metaKey) && !altGr) return undefined;
  const isSign = signs.includes(key);
  const act = isSign && searching ? undefined : actOf(key, shiftKey);
  if (act) return isSign && !hasSigns ? undefined : { do: act };
  // A keyboard's decimal key is one character in every layout; a space begins nothing.
  if ([...key].length === 1 && (searching || key !== ' ')) return { do: 'type', text: key };
  return undefined;
}
