/** What a measure is in the bytes of two wires. Sources: Mettler-Toledo 8217 service manual; USB HID Point of Sale usage tables, page 8D. */
import type { Measured } from './platter.ts';

const statusBits = { motion: 0x41, overCapacity: 0x42, underZero: 0x44 } as const;

/** The answer to one letter of the till; nothing to a letter that this model does not know. */
export function answerTo8217(letter: number, measured: Measured): Uint8Array {
  if (letter !== 'W'.charCodeAt(0)) return new Uint8Array();
  if (measured.is !== 'weight') return Uint8Array.of(0x02, 0x3f, statusBits[measured.is], 0x0d);
  const kilograms = `${String(Math.floor(measured.grams / 1_000)).padStart(2, '0')}.${String(measured.grams % 1_000).padStart(3, '0')}`;
  return Uint8Array.of(0x02, ...new TextEncoder().encode(kilograms), 0x0d);
}

const hidStatus = { motion: 3, underZero: 5, overCapacity: 6 } as const;

/** Kilograms with three decimals: exponent -3. */
export function hidReportOf(measured: Measured): Uint8Array {
  if (measured.is !== 'weight') return Uint8Array.of(0x03, hidStatus[measured.is], 0x03, 0xfd, 0, 0);
  const { grams } = measured;
  return Uint8Array.of(0x03, grams === 0 ? 2 : 4, 0x03, 0xfd, grams & 0xff, grams >> 8);
}
