/** A report with its id. */
export const hidScaleReportBytes = 6;

const statuses = [
  null,
  'fault',
  'zero',
  'in-motion',
  'stable',
  'under-zero',
  'over-limit',
  'needs-calibration',
  'needs-re-zeroing',
] as const;
export type HidScaleStatus = Exclude<(typeof statuses)[number], null>;

/** Micrograms in a unit, so that grams come out exactly. */
const units: Readonly<Record<number, { name: string; micrograms: bigint }>> = {
  1: { name: 'mg', micrograms: 1_000n },
  2: { name: 'g', micrograms: 1_000_000n },
  3: { name: 'kg', micrograms: 1_000_000_000n },
  11: { name: 'oz', micrograms: 28_349_523n },
  12: { name: 'lb', micrograms: 453_592_370n },
};

export type HidScaleReading = Readonly<{
  status: HidScaleStatus;
  unit: string;
  value: string;
  grams: number;
}>;

/**
 * A data report of a HID scale: id 03, status, unit, signed power of ten, weight (unsigned, little-endian).
 * `value` is the decimal text in the scale's unit; `grams` is rounded to the milligram. Sell on `stable` only.
 * @returns null for another report or an unknown unit.
 * Source: USB HID Point of Sale usage tables 1.02, page 8D.
 */
export function readHidScale(report: Uint8Array): HidScaleReading | null {
  const [id, statusCode = 0, unitCode = 0, exponentByte = 0, low = 0, high = 0] = report;
  const status = statuses[statusCode];
  const unit = units[unitCode];
  const exponent = exponentByte > 127 ? exponentByte - 256 : exponentByte;
  if (id !== 3 || report.length < hidScaleReportBytes || !status || !unit || Math.abs(exponent) > 9)
    return null;
  const weight = low + 256 * high;
  return {
    status,
    unit: unit.name,
    value: decimalText(weight, exponent),
    grams: toGrams(BigInt(weight), exponent, unit.micrograms),
  };
}

function decimalText(weight: number, exponent: number): string {
  if (exponent >= 0) return String(weight) + (weight === 0 ? '' : '0'.repeat(exponent));
  const digits = String(weight).padStart(1 - exponent, '0');
  const text = `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
  return text.replace(/\.?0+$/, '');
}

function toGrams(weight: bigint, exponent: number, micrograms: bigint): number {
  const scale = 10n ** BigInt(Math.abs(exponent));
  const total = exponent >= 0 ? weight * micrograms * scale : (weight * micrograms) / scale;
  return Number((total + 500n) / 1_000n) / 1_000;
}
