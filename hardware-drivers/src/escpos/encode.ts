import { PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { PrintCommand } from '../receipt/layout.ts';
import type { PrinterProfile } from '../receipt/profiles.ts';
import { byteOf, type CodePageName } from './code-pages.ts';

/**
 * ESC/POS bytes of a list of commands. node-thermal-printer (4.6.1) holds the buffer and the simple commands. Ours are: text, because
 * it hops between code pages by itself and prints `?`; sizes, because it swaps width and height; the cut, because its own cuts through
 * the last lines; QR, because it counts characters where the printer counts bytes.
 * Source: Epson ESC/POS command reference.
 */
export function encode(commands: readonly PrintCommand[], profile: PrinterProfile): Uint8Array {
  const paper = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: '', width: profile.columns });
  let page: CodePageName | null = null;
  const raw = (...bytes: number[]) => paper.add(Buffer.from(bytes));
  const text = (words: string) => {
    for (const run of runsOf(words, profile)) {
      if (run.page !== page) raw(0x1b, 0x74, run.number);
      page = run.page;
      raw(...run.bytes);
    }
  };
  const align = {
    left: () => paper.alignLeft(),
    centre: () => paper.alignCenter(),
    right: () => paper.alignRight(),
  };

  raw(0x1b, 0x40); // ESC @: forget the modes of whoever printed before.
  raw(0x1c, 0x2e); // FS . : leave Kanji mode, or accents are eaten two by two.
  raw(0x1b, 0x52, 0x00); // ESC R 0: international set USA; France's turns [ ] { } into accents.
  for (const command of commands) {
    switch (command.type) {
      case 'line':
        align[command.align]();
        paper.bold(command.bold);
        paper.underline(command.underline);
        raw(0x1d, 0x21, command.size === 2 ? 0x11 : 0x00);
        text(command.text);
        paper.newLine();
        break;
      case 'feed':
        raw(0x1b, 0x64, Math.min(Math.max(command.lines, 0), 255));
        break;
      case 'qr':
        align.centre();
        raw(...qr(command.data, profile.qrModuleDots));
        align.left();
        break;
      case 'barcode':
        align.centre();
        raw(...barcode(command.symbology, command.data));
        align.left();
        break;
      case 'cut':
        raw(0x1d, 0x56, 0x42, profile.cutFeed);
        break;
    }
  }
  return new Uint8Array(paper.getBuffer() ?? Buffer.alloc(0));
}

type Run = { page: CodePageName; number: number; bytes: number[] };

/** The first page that has the whole line; where none has, a new page at each character that the current one lacks. */
function runsOf(text: string, profile: PrinterProfile): Run[] {
  const chars = [...text];
  const whole = profile.codePages.find(([page]) => chars.every((char) => byteOf(char, page) !== undefined));
  const runs: Run[] = [];
  for (const char of chars) {
    const current = runs.at(-1);
    const byte = current && byteOf(char, current.page);
    if (current && byte !== undefined) {
      current.bytes.push(byte);
      continue;
    }
    const choice = whole ?? profile.codePages.find(([page]) => byteOf(char, page) !== undefined);
    if (!choice) continue; // Layout has already left such characters out.
    runs.push({ page: choice[0], number: choice[1], bytes: [byteOf(char, choice[0]) ?? 0x20] });
  }
  return runs;
}

/** GS ( k, functions 165, 167, 169, 180, 181: model 2, module size, correction M, store, print. */
function qr(data: string, moduleDots: number): number[] {
  const bytes = [...new TextEncoder().encode(data)];
  const length = bytes.length + 3;
  const head = (low: number, high: number) => [0x1d, 0x28, 0x6b, low, high, 0x31];
  return [
    ...[...head(4, 0), 0x41, 0x32, 0x00],
    ...[...head(3, 0), 0x43, moduleDots],
    ...[...head(3, 0), 0x45, 0x31],
    ...[...head(length % 256, length >> 8), 0x50, 0x30, ...bytes],
    ...[...head(3, 0), 0x51, 0x30],
  ];
}

/** GS h, GS w, GS H (text below), then GS k in its second form: EAN-13 is 67, Code 128 is 73 with its data in set B. */
function barcode(symbology: 'ean13' | 'code128', data: string): number[] {
  const ascii = [...data].map((char) => char.charCodeAt(0));
  const payload =
    symbology === 'ean13'
      ? ascii
      : [0x7b, 0x42, ...ascii.flatMap((code) => (code === 0x7b ? [code, code] : [code]))];
  return [
    0x1d,
    0x68,
    80,
    0x1d,
    0x77,
    2,
    0x1d,
    0x48,
    2,
    0x1d,
    0x6b,
    symbology === 'ean13' ? 67 : 73,
    payload.length,
    ...payload,
  ];
}
