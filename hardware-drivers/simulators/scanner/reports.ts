/** HID POS input reports as scanners send them. Source: USB HID Point of Sale usage tables 1.02, page 8C; Access-IS LSR118 manual. */

const reportLength = 64;
const dataBytesMax = 56;

/** 64 bytes each: id 02, length, AIM identifier, data, maker's id, and in the last byte bit 0 if more reports follow. */
export function reportsOf(text: string, aim: string): Uint8Array[] {
  const data = new TextEncoder().encode(text);
  const reports: Uint8Array[] = [];
  for (let from = 0; from === 0 || from < data.length; from += dataBytesMax) {
    const part = data.subarray(from, from + dataBytesMax);
    const report = new Uint8Array(reportLength);
    report.set([0x02, part.length, ...aim.split('').map((char) => char.charCodeAt(0))]);
    report.set(part, 5);
    report[61] = 0x64;
    report[63] = from + dataBytesMax < data.length ? 1 : 0;
    reports.push(report);
  }
  return reports;
}

/** What a scanner would see in that text, and send: UPC-A comes as 13 digits, like EAN-13. */
export function asScanned(text: string, aim?: string): { text: string; aim: string } {
  if (aim !== undefined) return { text, aim };
  if (/^\d{8}$/.test(text)) return { text, aim: ']E4' };
  if (/^\d{12,13}$/.test(text)) return { text: text.padStart(13, '0'), aim: ']E0' };
  if (/^\d{14}$/.test(text))
    return text.startsWith('0') ? { text: text.slice(1), aim: ']E0' } : { text, aim: ']I1' };
  if (text.includes('\u001d')) return { text, aim: ']C1' };
  if (/^https?:/.test(text)) return { text, aim: ']Q1' };
  return { text, aim: ']C0' };
}
