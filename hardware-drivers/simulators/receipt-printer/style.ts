import { codePages } from './code-pages.ts';
import type { Align, Span } from './paper.ts';
import type { Setting } from './tokenise.ts';

/** Modes that commands set and `ESC @` forgets. */
export type Style = {
  codePage: number;
  international: number;
  align: Align;
  bold: boolean;
  underline: boolean;
  invert: boolean;
  width: number;
  height: number;
  font: 'A' | 'B';
  lineSpacingDots: number;
  barcode: { heightDots: number; moduleDots: number; text: boolean };
  qr: { moduleDots: number; level: 'L' | 'M' | 'Q' | 'H'; data: string };
};

export const freshStyle = (): Style => ({
  codePage: 0,
  international: 0,
  align: 'left',
  bold: false,
  underline: false,
  invert: false,
  width: 1,
  height: 1,
  font: 'A',
  lineSpacingDots: 30,
  barcode: { heightDots: 162, moduleDots: 3, text: false },
  qr: { moduleDots: 3, level: 'L', data: '' },
});

const aligns: readonly Align[] = ['left', 'centre', 'right'];

export function applySetting(style: Style, what: Setting, value: number): void {
  const on = (value & 1) === 1;
  switch (what) {
    case 'code-page':
      style.codePage = value;
      break;
    case 'international':
      style.international = value;
      break;
    case 'align':
      style.align = aligns[value % 48] ?? 'left';
      break;
    case 'bold':
      style.bold = on;
      break;
    case 'underline':
      style.underline = value % 48 > 0;
      break;
    case 'invert':
      style.invert = on;
      break;
    case 'font':
      style.font = value % 48 === 1 ? 'B' : 'A';
      break;
    case 'size':
      style.width = ((value >> 4) & 7) + 1;
      style.height = (value & 7) + 1;
      break;
    case 'mode':
      style.font = on ? 'B' : 'A';
      style.bold = (value & 0x08) !== 0;
      style.height = value & 0x10 ? 2 : 1;
      style.width = value & 0x20 ? 2 : 1;
      style.underline = (value & 0x80) !== 0;
      break;
    case 'barcode-height':
      style.barcode.heightDots = value;
      break;
    case 'barcode-width':
      style.barcode.moduleDots = value;
      break;
    case 'barcode-text':
      style.barcode.text = value % 48 >= 2;
      break;
  }
}

/** International set 1, France, turns these into accents; 0 leaves them. */
const france: Readonly<Record<string, string>> = {
  '#': '#',
  '@': 'à',
  '[': '°',
  '\\': 'ç',
  ']': '§',
  '`': '`',
  '{': 'é',
  '|': 'ù',
  '}': 'è',
  '~': '¨',
};

export function spanOf(bytes: Uint8Array, style: Style): Span {
  const page = codePages[style.codePage] ?? codePages[0] ?? '';
  const chars = [...bytes].map((byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : page.charAt(byte - 0x80),
  );
  const text = style.international === 1 ? chars.map((char) => france[char] ?? char) : chars;
  const { bold, underline, invert, width, height, font } = style;
  // A blank of its own kind on paper is a blank.
  return { text: text.join('').replaceAll('\u00a0', ' '), bold, underline, invert, width, height, font };
}

const levels = ['L', 'M', 'Q', 'H'] as const;

export function applyQr(style: Style, fn: number, data: Uint8Array): void {
  const [first = 0] = data;
  if (fn === 0x43) style.qr.moduleDots = first;
  if (fn === 0x45) style.qr.level = levels[first - 0x30] ?? 'L';
  if (fn === 0x50) style.qr.data = new TextDecoder().decode(data.subarray(1));
}
