/**
 * Tells a keyboard-wedge scan from typing. Pure, and safe in a browser: the caller hands in each `keydown` with its event time stamp (a
 * busy page delays events in bunches, so timers lie), and says when nothing came for `silenceMs`.
 * Source: scanner page of the cases, "Wedge: scan or typing?".
 */

export type WedgeSettings = Readonly<{
  /** Longest gap within a scan. */
  gapMaxMs: number;
  /** A scan that ends with Enter or Tab has at most this mean gap. */
  meanGapMaxMs: number;
  charactersMin: number;
  silenceMs: number;
  /** Key code that the scanner is set to send first, e.g. `F13`: then there is no doubt. */
  prefixCode: string | null;
}>;
export const wedgeDefaults: WedgeSettings = {
  gapMaxMs: 35,
  meanGapMaxMs: 25,
  charactersMin: 6,
  silenceMs: 60,
  prefixCode: null,
};

/** `code`, not `key`: a French layout turns the digits into `&é"'(`. */
export type WedgeKey = Readonly<{ code: string; shiftKey: boolean; ctrlKey: boolean; timeStamp: number }>;

export type WedgeState = Readonly<{
  text: string;
  firstMs: number;
  lastMs: number;
  prefixed: boolean;
  typed: number;
}>;
export const wedgeIdle: WedgeState = { text: '', firstMs: 0, lastMs: 0, prefixed: false, typed: 0 };

export type WedgeEffect =
  /** Nothing to do: the focused field gets the key as always. */
  | Readonly<{ do: 'nothing' }>
  /**
   * A scan. Take the last `typedCharacters` out of the focused field again; if `swallowKey`, this key (Enter, Tab) must press and
   * submit nothing.
   */
  | Readonly<{ do: 'scan'; text: string; typedCharacters: number; swallowKey: boolean }>
  /** Part of the scanner's own signalling (prefix, separator): keep it from the page. */
  | Readonly<{ do: 'swallow' }>;

type Step = { state: WedgeState; effect: WedgeEffect };
const nothing: WedgeEffect = { do: 'nothing' };

export function wedgeKey(state: WedgeState, key: WedgeKey, settings: WedgeSettings = wedgeDefaults): Step {
  const inTime =
    state.text !== '' || state.prefixed ? key.timeStamp - state.lastMs <= settings.gapMaxMs : false;
  const before = inTime ? state : wedgeIdle;
  if (settings.prefixCode !== null && key.code === settings.prefixCode) {
    return {
      state: { ...wedgeIdle, prefixed: true, firstMs: key.timeStamp, lastMs: key.timeStamp },
      effect: { do: 'swallow' },
    };
  }
  if (key.code === 'ShiftLeft' || key.code === 'ShiftRight' || key.code.startsWith('Control')) {
    return { state: before, effect: nothing };
  }
  if (key.code === 'Enter' || key.code === 'NumpadEnter' || key.code === 'Tab')
    return atEnd(before, settings);
  const character = characterOf(key);
  if (character === null) return { state: wedgeIdle, effect: nothing };
  const first = before.text === '' && !before.prefixed;
  const separator = character === '\u001d';
  return {
    state: {
      text: before.text + character,
      firstMs: first ? key.timeStamp : before.firstMs,
      lastMs: key.timeStamp,
      prefixed: before.prefixed,
      typed: before.typed + (separator ? 0 : 1),
    },
    effect: separator && !first ? { do: 'swallow' } : nothing,
  };
}

/** Call when no key came for `silenceMs`: a whole code without Enter is a scan all the same. */
export function wedgeSilence(state: WedgeState, settings: WedgeSettings = wedgeDefaults): Step {
  const scan =
    state.text.length >= settings.charactersMin &&
    fastEnough(state, settings) &&
    (state.prefixed || looksLikeCode(state.text));
  if (!scan) return { state: wedgeIdle, effect: nothing };
  return {
    state: wedgeIdle,
    effect: { do: 'scan', text: state.text, typedCharacters: state.typed, swallowKey: false },
  };
}

function atEnd(state: WedgeState, settings: WedgeSettings): Step {
  const scan = state.prefixed
    ? state.text !== ''
    : state.text.length >= settings.charactersMin && fastEnough(state, settings);
  if (!scan) return { state: wedgeIdle, effect: nothing };
  return {
    state: wedgeIdle,
    effect: { do: 'scan', text: state.text, typedCharacters: state.typed, swallowKey: true },
  };
}

const fastEnough = (state: WedgeState, settings: WedgeSettings): boolean =>
  (state.lastMs - state.firstMs) / Math.max(state.text.length - 1, 1) <= settings.meanGapMaxMs;

/** 8, 12, 13 or 14 digits with a right check digit, or an element string with a separator in it. */
function looksLikeCode(text: string): boolean {
  if (text.includes('\u001d')) return true;
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false;
  const sum = [...text]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** Punctuation of the US layout, which scanners type unless set otherwise: plain and shifted. */
const punctuation: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadDecimal: ['.', '.'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
};
const shiftedDigits = ')!@#$%^&*(';

function characterOf({ code, shiftKey, ctrlKey }: WedgeKey): string | null {
  // GS comes as Ctrl+] or as F8, by the scanner's setting.
  if (code === 'F8' || (ctrlKey && code === 'BracketRight')) return '\u001d';
  if (ctrlKey) return null;
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  if (digit?.[2]) return digit[1] === 'Digit' && shiftKey ? shiftedDigits.charAt(Number(digit[2])) : digit[2];
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  return punctuation[code]?.[shiftKey ? 1 : 0] ?? null;
}
