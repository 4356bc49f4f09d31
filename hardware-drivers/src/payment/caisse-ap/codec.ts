/**
 * Caisse-AP over IP, version 3 (France): two-letter tag, three-digit length, value. Pure.
 * Source: Association du Paiement, Caisse-AP over IP v3, as open drivers speak it.
 */
export type CaisseApField = readonly [tag: string, value: string];

/** @throws if a field cannot be said in this protocol: that is our bug. `CZ` must come first. */
export function encodeCaisseAp(fields: readonly CaisseApField[]): string {
  if (fields[0]?.[0] !== 'CZ') throw new Error('CZ must come first');
  return fields
    .map(([tag, value]) => {
      if (!/^[A-Z]{2}$/.test(tag)) throw new Error(`tag ${tag}`);
      if (!/^[\x20-\x7e]{1,999}$/.test(value))
        throw new Error(`value of ${tag} is not 1 to 999 ASCII characters`);
      return `${tag}${String(value.length).padStart(3, '0')}${value}`;
    })
    .join('');
}

/** Two digits at least: `5` is sent as `05`. */
export const caisseApAmount = (amountMinor: number): string => String(amountMinor).padStart(2, '0');

/** The fields, or null while the message is not whole (it has no end mark: read on, until the peer closes or time is up). */
export function decodeCaisseAp(wire: string): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>();
  let at = 0;
  while (at < wire.length) {
    const [, tag, length] = /^([A-Z]{2})(\d{3})/.exec(wire.slice(at, at + 5)) ?? [];
    if (tag === undefined) return null;
    const value = wire.slice(at + 5, at + 5 + Number(length));
    if (value.length < Number(length)) return null;
    fields.set(tag, value);
    at += 5 + value.length;
  }
  return fields.size === 0 ? null : fields;
}

const reasons: Readonly<Record<string, string>> = {
  '00': 'unknown',
  '02': 'call-bank',
  '03': 'forced',
  '04': 'refused',
  '05': 'forbidden',
  '06': 'abandoned',
  '07': 'not-completed',
  '08': 'entry-time-out',
  '09': 'message-format',
  '10': 'selection',
  '11': 'abandoned-by-operator',
  '12': 'unknown-action',
  '13': 'currency',
};

export type CaisseApAnswer = Readonly<{
  fields: ReadonlyMap<string, string>;
  outcome: 'approved' | 'not-done' | 'accepted-for-processing';
  amountMinor: number;
  reason?: string;
  /** Truncated by the terminal: the first six, the last four. A number that is not truncated is not here. */
  panTruncated?: string;
}>;

/** What an answer says; null if it is not whole or lacks what every answer has. Comparing with our request is the caller's. */
export function readCaisseApAnswer(wire: string): CaisseApAnswer | null {
  const fields = decodeCaisseAp(wire);
  const done = fields?.get('AE');
  const amount = fields?.get('CB');
  if (!fields || !amount || !/^\d{2,12}$/.test(amount)) return null;
  const outcome =
    done === '10'
      ? 'approved'
      : done === '01'
        ? 'not-done'
        : done === '11'
          ? 'accepted-for-processing'
          : null;
  if (!outcome) return null;
  const reason = fields.get('AF');
  const pan = fields.get('AA');
  return {
    fields,
    outcome,
    amountMinor: Number(amount),
    ...(reason === undefined ? {} : { reason: reasons[reason] ?? 'unknown' }),
    ...(pan !== undefined && /^\d{0,6}[#*X]+\d{0,4}$/.test(pan) ? { panTruncated: pan } : {}),
  };
}
