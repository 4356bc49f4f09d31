import { byteOf } from '../escpos/code-pages.ts';
import type { PrinterProfile } from './profiles.ts';

/** What stands in for a character that no page of the printer has. */
const substitutes: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  Ÿ: 'Y',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '€': 'EUR',
  '™': '(TM)',
  '•': '-',
  '−': '-',
};

// Every blank that Unicode has is one column on paper; lines never break at those of French amounts and quotation marks.
const noBreakBlanks = /[\u00a0\u202f\u2007]/gu;
const blanks = /(?!\u00a0)[\p{Zs}\t]/gu;
// A product name with an ESC in it must not be able to open the drawer.
const controls = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * Text of which every character is in some code page of the printer, before columns are counted. Never turns anything into `?`:
 * what cannot be said at all (an emoji) is left out. U+00A0 stays until lines are made, so that they do not break there.
 * Source: the table of replacements in the ESC/POS page of the cases.
 */
export function printable(text: string, profile: Pick<PrinterProfile, 'codePages'>): string {
  const plain = text
    .normalize('NFC')
    .replace(noBreakBlanks, '\u00a0')
    .replace(blanks, ' ')
    .replace(controls, '');
  return [...plain].map((char) => printableChar(char, profile)).join('');
}

function printableChar(char: string, profile: Pick<PrinterProfile, 'codePages'>): string {
  if (char === '\u00a0' || canPrint(char, profile)) return char;
  const substitute = substitutes[char];
  if (substitute !== undefined) return substitute;
  const bare = char.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== char && [...bare].every((one) => canPrint(one, profile)) ? bare : '';
}

function canPrint(char: string, profile: Pick<PrinterProfile, 'codePages'>): boolean {
  return profile.codePages.some(([page]) => byteOf(char, page) !== undefined);
}
