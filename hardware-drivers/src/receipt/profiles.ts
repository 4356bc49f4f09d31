import type { CodePageName } from '../escpos/code-pages.ts';

/** What differs between models. A new printer is a new entry here, never a branch in the code. */
export type PrinterProfile = Readonly<{
  name: string;
  /** Characters of font A on a line, and dots across. */
  columns: number;
  dots: number;
  /** Number of each code page for `ESC t n`, in the order in which they are tried. Makers number them differently. */
  codePages: readonly (readonly [CodePageName, number])[];
  /** Answers `GS ( H` once what came before is printed. */
  processId: boolean;
  /** `full`: DLE EOT 1 to 4 and GS r. `none`: tells nothing at all (clones); what it took is taken as printed. */
  status: 'full' | 'none';
  /** Motion units fed beyond the cutter before the partial cut. */
  cutFeed: number;
  /** Dots per module of a QR code. */
  qrModuleDots: number;
}>;

const epsonPages = [
  ['cp1252', 16],
  ['cp858', 19],
  ['cp850', 2],
  ['cp863', 4],
  ['cp437', 0],
] as const;

const epson80 = {
  columns: 48,
  dots: 576,
  codePages: epsonPages,
  processId: true,
  status: 'full',
  cutFeed: 3,
  qrModuleDots: 6,
} as const;

/** Page numbers and widths: escpos-printer-db (CC BY 4.0) and the makers' manuals. */
export const printerProfiles = {
  'epson-80mm': { name: 'epson-80mm', ...epson80 },
  'epson-80mm-180dpi': { name: 'epson-80mm-180dpi', ...epson80, columns: 42, dots: 512 },
  'epson-58mm': { name: 'epson-58mm', ...epson80, columns: 32, dots: 384, qrModuleDots: 5 },
  /** A clone without process id; it does answer DLE EOT and GS r. */
  'generic-80mm': { name: 'generic-80mm', ...epson80, processId: false },
  'mute-80mm': { name: 'mute-80mm', ...epson80, processId: false, status: 'none' },
} as const satisfies Record<string, PrinterProfile>;
