/** The house's look: tokens (import `@comptoir/ui-kit/tokens.css` once), and the few parts that every app shares. */
export { Amount } from './amount/amount.tsx';
export { formatAge } from './format/age.ts';
export {
  formatDay,
  formatLongDay,
  formatMoney,
  formatNumber,
  formatPercent,
  formatSlot,
  formatTime,
  type Locale,
} from './format/format.ts';
export { decimalOf, exponentOf, isMoneyPrefix, parseMoneyText } from './format/money-text.ts';
export { Key, type KeyTone } from './key/key.tsx';
export { Keypad, type KeypadKey, type KeypadWords } from './keypad/keypad.tsx';
export { MoneyField } from './money-field/money-field.tsx';
export { StatusStrip, type StripMessage, type StripTone } from './strip/status-strip.tsx';
export { Tape, type TapeLine, type TapeSum, TapeTotal } from './tape/tape.tsx';
