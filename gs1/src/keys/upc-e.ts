import { hasCheckDigit } from './check-digit.ts';

export type UpcE =
  | Readonly<{ ok: true; gtin12: string; gtin14: string }>
  | Readonly<{ ok: false; why: 'length' | 'number-system' | 'check-digit' }>;

/**
 * Gives a zero-suppressed UPC-E its zeros back.
 * @param text number system 0, six digits, and the check digit of the expanded number.
 * Source: GS1 General Specifications, 5.2 (zero suppression).
 */
export function expandUpcE(text: string): UpcE {
  const [whole, system, body, check] = /^([0-9])([0-9]{6})([0-9])$/.exec(text) ?? [];
  if (whole === undefined || body === undefined) return { ok: false, why: 'length' };
  if (system !== '0') return { ok: false, why: 'number-system' };
  const gtin12 = `0${expandBody(body)}${check}`;
  return hasCheckDigit(gtin12)
    ? { ok: true, gtin12, gtin14: `00${gtin12}` }
    : { ok: false, why: 'check-digit' };
}

/** The last digit says where the zeros were. */
function expandBody(body: string): string {
  const last = body.slice(5);
  if (last <= '2') return `${body.slice(0, 2)}${last}0000${body.slice(2, 5)}`;
  if (last === '3') return `${body.slice(0, 3)}00000${body.slice(3, 5)}`;
  if (last === '4') return `${body.slice(0, 4)}00000${body.slice(4, 5)}`;
  return `${body.slice(0, 5)}0000${last}`;
}
