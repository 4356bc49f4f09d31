/** What a scanner sent, with or without its AIM symbology identifier, read into what a till can use. */
import { anchorDay, parseDigitalLink } from './digital-link.ts';
import { type Element, parseElementString } from './elements/element-string.ts';
import { type Meaning, meaningOf } from './elements/meaning.ts';
import { type Refusal, refuse } from './elements/refusal.ts';
import { parseGtin } from './keys/gtin.ts';
import { expandUpcE } from './keys/upc-e.ts';

export type Scan =
  | Readonly<
      Meaning & {
        ok: true;
        /** Missing if the scanner did not say. */
        symbology?: string;
        elements?: readonly Element[];
        /** A code of no GS1 form, to be looked up as it is: a customer's card, a coupon, a receipt. */
        text?: string;
        /** The small code beside that of a magazine or book. */
        addOn?: string;
      }
    >
  | Refusal;

type Reading = Readonly<{ symbology: string; as: 'gtin' | 'add-on' | 'elements' | 'text' }>;

/** By AIM identifier. Source: ISO/IEC 15424. */
const exact: Readonly<Record<string, Reading>> = {
  ']E0': { symbology: 'EAN-13', as: 'gtin' },
  ']E1': { symbology: 'EAN add-on', as: 'add-on' },
  ']E2': { symbology: 'EAN add-on', as: 'add-on' },
  ']E3': { symbology: 'EAN-13', as: 'gtin' },
  ']E4': { symbology: 'EAN-8', as: 'gtin' },
  ']I0': { symbology: 'ITF-14', as: 'gtin' },
  ']I1': { symbology: 'ITF-14', as: 'gtin' },
  ']C1': { symbology: 'GS1-128', as: 'elements' },
  ']e0': { symbology: 'GS1 DataBar', as: 'elements' },
  ']d2': { symbology: 'GS1 DataMatrix', as: 'elements' },
  ']Q3': { symbology: 'GS1 QR Code', as: 'elements' },
  ']J1': { symbology: 'GS1 DotCode', as: 'elements' },
};

/** By letter, whatever the modifier: what carries text of any kind. */
const byLetter: Readonly<Record<string, string>> = {
  A: 'Code 39',
  C: 'Code 128',
  F: 'Codabar',
  G: 'Code 93',
  I: 'ITF',
  J: 'DotCode',
  L: 'PDF417',
  Q: 'QR Code',
  d: 'Data Matrix',
  e: 'GS1 Composite',
  z: 'Aztec Code',
};

/**
 * @param today the day of reading, `YYYY-MM-DD`, for the century of dates; it matters only decades away from 2026.
 * Source: GS1 Barcode Syntax Dictionary for element strings; for codes without an identifier, the shapes that a wedge can send.
 */
export function parseScan(text: string, today: string = anchorDay): Scan {
  const [id = '', letter = ''] = /^\]([A-Za-z])[0-9A-Za-z]/.exec(text) ?? [];
  const reading = exact[id] ?? { symbology: byLetter[letter], as: 'text' as const };
  if (reading.symbology === undefined) return parseBare(text, today);
  const data = text.slice(id.length);
  if (data === '') return refuse('empty');
  return withSymbology(reading.symbology, read(data, reading.as, today));
}

function read(data: string, as: Reading['as'], today: string): Scan {
  if (as === 'gtin') return readGtin(data);
  if (as === 'elements') return readElements(data, today);
  if (as === 'add-on') return { ok: true, addOn: data };
  return /^https?:\/\//i.test(data) ? parseDigitalLink(data, today) : { ok: true, text: data };
}

/** An add-on of two or five digits may follow the thirteen. */
function readGtin(data: string): Scan {
  const addOn = [15, 18].includes(data.length) ? data.slice(13) : '';
  const gtin = parseGtin(addOn === '' ? data : data.slice(0, 13));
  if (!gtin.ok) return gtin;
  return { ok: true, gtin14: gtin.gtin14, ...(addOn !== '' && { addOn }) };
}

function readElements(data: string, today: string): Scan {
  const parsed = parseElementString(data);
  return parsed.ok ? { ...parsed, ...meaningOf(parsed.elements, today) } : parsed;
}

/**
 * Without an identifier, by shape. Eight digits that are no GTIN-8 may be a UPC-E; digits of a GTIN's length with a
 * wrong check digit are a misread, never a plain code.
 */
function parseBare(text: string, today: string): Scan {
  if (text === '') return refuse('empty');
  if (/^https?:\/\//i.test(text)) return parseDigitalLink(text, today);
  const gtin = parseGtin(text);
  if (gtin.ok) return gtin;
  const upcE = expandUpcE(text);
  if (upcE.ok) return { ok: true, gtin14: upcE.gtin14 };
  const elements = readElements(text, today);
  if (text.includes('\u001d') || (elements.ok && text.length > 14)) return elements;
  return gtin.why === 'check-digit' ? gtin : { ok: true, text };
}

function withSymbology(symbology: string, scan: Scan): Scan {
  return scan.ok ? { ...scan, symbology } : scan;
}
