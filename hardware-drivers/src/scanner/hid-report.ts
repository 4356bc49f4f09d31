import type { Scan } from './scanner.ts';

/** One input report of a HID POS scanner: usage page 8C, "Scanned Data Report". */
type ReportPart = Readonly<{ aim: string; bytes: Uint8Array; continued: boolean }>;

/** What has come of a code that needs several reports. */
export type PendingScan = Readonly<{ aim: string; bytes: Uint8Array; atMs: number }> | null;

/** A report with its id. */
export const hidReportBytes = 64;
const reportId = 0x02;
const dataBytesMax = 57;
/** An unfinished code is dropped after this long: the rest of it was lost. */
const unfinishedMs = 200;
const joinedBytesMax = 8_000;

/**
 * Takes one report (64 bytes with its id) and what came before, at a time in milliseconds.
 * @returns the scan if it is now whole, and what to hand in with the next report.
 * Source: USB HID Point of Sale usage tables 1.02, page 8C; layout of Access-IS LSR118 and most other makers.
 */
export function readHidReport(
  pending: PendingScan,
  report: Uint8Array,
  atMs: number,
): { pending: PendingScan; scan: Scan | null } {
  const part = parseReport(report);
  if (!part) return { pending: null, scan: null };
  const goesOn = pending !== null && pending.aim === part.aim && atMs - pending.atMs <= unfinishedMs;
  const bytes = goesOn ? concat(pending.bytes, part.bytes) : part.bytes;
  if (bytes.length > joinedBytesMax) return { pending: null, scan: null };
  if (part.continued) return { pending: { aim: part.aim, bytes, atMs }, scan: null };
  return { pending: null, scan: { aim: part.aim, text: decodeText(bytes) } };
}

/** Some models put one byte more before the identifier: `]` at byte 3. The length byte, not the padding, ends the data. */
function parseReport(report: Uint8Array): ReportPart | null {
  if (report.length < hidReportBytes || report[0] !== reportId) return null;
  const aimAt = report[2] === 0x5d ? 2 : report[3] === 0x5d ? 3 : null;
  const length = report[1] ?? 0;
  if (aimAt === null || length === 0 || length > dataBytesMax) return null;
  const aim = String.fromCharCode(...report.subarray(aimAt, aimAt + 3));
  const from = aimAt + 3;
  return { aim, bytes: report.slice(from, from + length), continued: ((report[63] ?? 0) & 1) === 1 };
}

/** UTF-8 where it is valid, else Latin-1, as scanners are set either way; one trailing CR goes. */
export function decodeText(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes) ?? String.fromCharCode(...bytes);
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function concat(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
