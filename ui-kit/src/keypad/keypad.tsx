import css from './keypad.module.css';

export type KeypadKey =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '00'
  | 'decimal'
  | 'multiply'
  | 'backspace'
  | 'enter';

export type KeypadWords = Readonly<{ backspace: string; multiply: string; enter: string; keypad: string }>;

const layouts = {
  /** The till's: amounts, codes and quantities. */
  till: ['7', '8', '9', 'backspace', '4', '5', '6', 'multiply', '1', '2', '3', 'enter', '0', '00', 'decimal'],
  /** An amount on a form. */
  money: ['7', '8', '9', 'backspace', '4', '5', '6', 'decimal', '1', '2', '3', 'enter', '0', '00'],
  pin: ['7', '8', '9', '4', '5', '6', '1', '2', '3', 'backspace', '0', 'enter'],
} as const satisfies Record<string, readonly KeypadKey[]>;

/**
 * The keypad: it never moves and never takes the focus, so that a scanner's Enter cannot press it. `decimal` shows the
 * mark of the language; both marks are typed on the keyboard.
 */
export function Keypad(props: {
  layout: keyof typeof layouts;
  decimalMark: ',' | '.';
  words: KeypadWords;
  onKey: (key: KeypadKey) => void;
  enterTone?: 'plain' | 'primary';
  disabled?: boolean;
}) {
  const { layout, decimalMark, words, onKey, enterTone = 'plain', disabled } = props;
  const faces: Partial<Record<KeypadKey, string>> = {
    decimal: decimalMark,
    multiply: '×',
    backspace: '⌫',
    enter: words.enter,
  };
  const labels: Partial<Record<KeypadKey, string>> = { multiply: words.multiply, backspace: words.backspace };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's looks and a legend to a keypad.
    <div className={`${css.keypad} ${css[layout]}`} role="group" aria-label={words.keypad}>
      {layouts[layout].map((key) => (
        <button
          key={key}
          type="button"
          className={`${css.button} ${key === 'enter' ? `${css.enter} ${css[enterTone]}` : ''}`}
          aria-label={labels[key]}
          onClick={() => onKey(key)}
          disabled={disabled}
          data-testid={`keypad-${key}`}
        >
          {faces[key] ?? key}
        </button>
      ))}
    </div>
  );
}
