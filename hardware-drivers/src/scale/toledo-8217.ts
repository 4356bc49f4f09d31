/**
 * One answer of a Mettler-Toledo 8217 scale to `W`: a weight, or why there is none.
 * Source: Mettler-Toledo 8217 protocol, service manuals.
 */
export type Toledo8217Answer =
  /** `weight` as decimal text in the scale's unit; it is stable, or it would not have been sent. */
  Readonly<{ weight: string; net: boolean; stable: true }> | Readonly<{ status: Toledo8217Status }>;

export type Toledo8217Status = Readonly<{
  motion: boolean;
  overCapacity: boolean;
  underZero: boolean;
  outsideZeroRange: boolean;
  centreOfZero: boolean;
  net: boolean;
}>;

const startOfText = 0x02;

/** @returns null for bytes that are no such answer. Bytes come with the parity bit already off. */
export function readToledo8217(bytes: Uint8Array): Toledo8217Answer | null {
  if (bytes[0] !== startOfText) return null;
  const text = String.fromCharCode(...bytes.subarray(1));
  const [, digits, net] = /^(\d{2}\.\d{2,3})(N?)\r$/.exec(text) ?? [];
  if (digits !== undefined) return { weight: digits.replace(/^0(?=\d)/, ''), net: net === 'N', stable: true };
  const [, status] = /^\?(.)\r$/s.exec(text) ?? [];
  if (status === undefined) return null;
  const bits = status.charCodeAt(0);
  const set = (mask: number) => (bits & mask) !== 0;
  return {
    status: {
      motion: set(0x01),
      overCapacity: set(0x02),
      underZero: set(0x04),
      outsideZeroRange: set(0x08),
      centreOfZero: set(0x10),
      net: set(0x20),
    },
  };
}
