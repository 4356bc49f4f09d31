import { ThermalPrinter, types } from 'node-thermal-printer';
import { expect, test } from 'vitest';
import { byteOf, codePageUpperHalves } from '../src/escpos/code-pages.ts';
import {
  composeReceipt,
  marked,
  type PrinterProfile,
  printerProfiles,
  type ReceiptBlock,
} from '../src/index.ts';
import { sampleReceipt } from './sample-receipt.ts';

const epson = printerProfiles['epson-80mm'];
const hexOf = (blocks: readonly ReceiptBlock[], profile: PrinterProfile = epson) =>
  Buffer.from(composeReceipt({ blocks }, profile)).toString('hex');
/** Joins hand-written bytes; what stands behind `;` explains them. */
const golden = (...lines: string[]) =>
  lines.map((line) => line.replace(/;.*/, '').replaceAll(' ', '')).join('');
const ascii = (text: string) => Buffer.from(text, 'latin1').toString('hex');

const start = golden(
  '1b 40 ; ESC @ initialise',
  '1c 2e ; FS . leave Kanji mode',
  '1b 52 00 ; ESC R 0 international set USA',
);

test('golden bytes: a title, an amount with accents and no-break spaces, a total, a QR code and a cut', () => {
  const bytes = hexOf([
    { type: 'text', text: 'Été', align: 'centre', bold: true, size: 2 },
    { type: 'pair', left: 'Œufs', right: '1\u202f234,56\u00a0$' },
    { type: 'feed', lines: 2 },
    { type: 'qr', data: 'https://a.ca/é' },
    { type: 'barcode', symbology: 'ean13', data: '4006381333931' },
    { type: 'barcode', symbology: 'code128', data: 'R2{1' },
    { type: 'cut' },
  ]);
  expect(bytes).toBe(
    start +
      golden(
        '1b 61 01 ; ESC a 1 centre',
        '1b 45 01 ; ESC E 1 bold',
        '1b 2d 00 ; ESC - 0 no underline',
        '1d 21 11 ; GS ! double width and height',
        '1b 74 10 ; ESC t 16 Windows-1252',
        'c9 74 e9 ; Été',
        '0a',
        '1b 61 00 1b 45 00 1b 2d 00 1d 21 00 ; left, plain, normal size',
        '8c 75 66 73 ; Œufs: the page is still 16',
        '20'.repeat(48 - 4 - 10),
        '31 20 32 33 34 2c 35 36 20 24 ; 1 234,56 $ with plain blanks',
        '0a',
        '1b 64 02 ; ESC d 2 feed two lines',
        '1b 61 01',
        '1d 28 6b 04 00 31 41 32 00 ; QR model 2',
        '1d 28 6b 03 00 31 43 06 ; module of 6 dots',
        '1d 28 6b 03 00 31 45 31 ; correction M',
        '1d 28 6b 12 00 31 50 30 ; store 15 bytes and 3',
        `${ascii('https://a.ca/')} c3 a9 ; é is two bytes`,
        '1d 28 6b 03 00 31 51 30 ; print it',
        '1b 61 00',
        '1b 61 01',
        '1d 68 50 1d 77 02 1d 48 02 ; height 80, width 2, text below',
        `1d 6b 43 0d ${ascii('4006381333931')} ; GS k 67, 13 digits`,
        '1b 61 00',
        '1b 61 01',
        '1d 68 50 1d 77 02 1d 48 02',
        '1d 6b 49 07 7b 42 52 32 7b 7b 31 ; GS k 73, set B, brace doubled',
        '1b 61 00',
        '1d 56 42 03 ; GS V B 3 feed to the knife, partial cut',
      ),
  );
});

const line = (text: string, profile: PrinterProfile) =>
  hexOf([{ type: 'text', text }], profile).slice(start.length + 24, -2);
const with1 = (codePages: PrinterProfile['codePages']): PrinterProfile => ({ ...epson, codePages });

test.each([
  ['a line takes the first page that has all of it', 'À 5 €', epson, `1b7410 c0 20 35 20 80`],
  [
    'euro without Windows-1252 is in CP858',
    'À 5 €',
    with1([
      ['cp858', 19],
      ['cp850', 2],
    ]),
    `1b7413 b7 20 35 20 d5`,
  ],
  [
    'capitals with accents without CP858 are in CP850',
    'À É',
    with1([
      ['cp850', 2],
      ['cp437', 0],
    ]),
    `1b7402 b7 20 90`,
  ],
  [
    'CP863 has the French capitals',
    'À É Ê',
    with1([
      ['cp863', 4],
      ['cp437', 0],
    ]),
    `1b7404 8e 20 90 20 92`,
  ],
  [
    'CP437 alone: capitals lose the accents it lacks and keep the others',
    'À É',
    with1([['cp437', 0]]),
    `1b7400 41 20 90`,
  ],
  [
    'no page has them: ligature, quotes, dashes, dots and euro are spelt',
    'œ ’ – … €',
    with1([['cp437', 0]]),
    `1b7400 ${ascii("oe ' - ... EUR")}`,
  ],
  [
    'two pages in one line where none has all',
    'ÀÄ',
    with1([
      ['cp863', 4],
      ['cp437', 0],
    ]),
    `1b7404 8e 1b7400 8e`,
  ],
])('code pages: %s', (_name, text, profile, bytes) => {
  expect(line(text, profile)).toBe(bytes.replaceAll(' ', ''));
});

test('a question mark is printed only where the text has one', () => {
  expect(line('日本 ☃ Ça va? 🎉', with1([['cp437', 0]]))).toBe(
    `1b7400${ascii('  ')}80${ascii('a va?')}`.replace(ascii('  '), ''),
  );
});

test('a product name with control bytes in it commands nothing: no drawer, no cut', () => {
  const bytes = hexOf([
    { type: 'text', text: 'Ruse\u001bp\u0000\u0019\u00fa\u001dV\u0000\u0010\u0014\u0001' },
  ]);
  expect(bytes).not.toContain('1b70');
  expect(bytes).not.toContain('1d56');
  expect(bytes).not.toContain('1014');
});

test('E6: a duplicate is marked at its head and above the cut, once however often it is asked', () => {
  const once = marked(sampleReceipt, 'duplicate', 'DUPLICATA');
  expect(once.blocks[0]).toEqual({ type: 'mark', mark: 'duplicate', text: 'DUPLICATA' });
  expect(once.blocks.slice(-2).map((block) => block.type)).toEqual(['mark', 'cut']);
  expect(marked(once, 'duplicate', 'DUPLICATA')).toBe(once);
});

/** Pages of the library that we compose with; it has tables of another origin (iconv-lite). */
const libraryPages = {
  cp437: 'PC437_USA',
  cp850: 'PC850_MULTILINGUAL',
  cp858: 'PC858_EURO',
  cp863: 'PC863_CANADIAN_FRENCH',
} as const;

test.each(Object.entries(libraryPages))(
  'our table of %s agrees with the one of node-thermal-printer',
  (page, set) => {
    const ours = page as keyof typeof libraryPages;
    const letters = [...codePageUpperHalves[ours]].filter((char) => /[\p{L}€]/u.test(char));
    for (const char of letters) {
      const paper = new ThermalPrinter({ type: types.EPSON, interface: '', characterSet: set as never });
      paper.append(char);
      expect([char, [...Buffer.from(paper.getBuffer() as unknown as Uint8Array)].slice(3)]).toEqual([
        char,
        [byteOf(char, ours)],
      ]);
    }
  },
);

test.each([
  ['cp1252', 'windows-1252'],
  ['iso8859_15', 'iso-8859-15'],
] as const)('our table of %s agrees with the platform', (page, label) => {
  const decoder = new TextDecoder(label);
  for (let byte = 0xa0; byte < 0x100; byte++)
    expect(byteOf(decoder.decode(Uint8Array.of(byte)), page)).toBe(byte);
});
