/** What of a rule begins, goes on and ends: pure. One notice per rule and place while it lasts, so that no storm comes. */
import type { AlertKind } from './api.ts';

/** What was seen at one place: a day of the shop or of a store, a count of a drawer, a lack, a silence. */
export type Point = Readonly<{
  /** Of the place: points of one key follow one another. */
  key: string;
  storeId: string | null;
  productId: string | null;
  registerId: string | null;
  at: Date;
  value: number;
  expected: number | null;
  /** Of a lack: how often the product sells, 1 is best. */
  rank?: number;
}>;

export type Judged = Readonly<{ kind: AlertKind; threshold: number; storeIds: readonly string[] | null }>;

export const isOf = ({ storeIds }: Judged, { storeId }: Point): boolean =>
  storeIds === null || storeId === null || storeIds.includes(storeId);

export function rings({ kind, threshold }: Judged, { value, expected, rank = Infinity }: Point): boolean {
  switch (kind) {
    case 'conversion-drop':
      return expected !== null && value < expected * (1 - threshold / 100);
    case 'cart-abandonment':
      return value * 100 > threshold;
    case 'sales-off':
      return expected !== null && Math.abs(value - expected) * 100 > threshold * expected;
    case 'cash-difference':
    case 'reconciliation-off':
      return Math.abs(value) >= threshold;
    case 'stock-out':
      return rank <= threshold;
    case 'edge-silent':
      return value >= threshold;
  }
}

/** A notice that has not ended. `quietSince`: it has not rung since then. */
export type OpenNotice = Readonly<{ key: string; quietSince: Date | null }>;
export type Change =
  | Readonly<{ do: 'begin'; point: Point }>
  | Readonly<{ do: 'go-on'; point: Point }>
  | Readonly<{ do: 'quiet'; key: string }>
  | Readonly<{ do: 'end'; key: string }>;

/**
 * @param points the latest of each key; a key without one does not ring.
 * @param settleMs for so long it must not ring before it is over: what flutters is one notice.
 */
export function judge(
  rule: Judged,
  open: readonly OpenNotice[],
  points: readonly Point[],
  now: Date,
  settleMs: number,
): Change[] {
  const ringing = new Map(
    points.filter((point) => isOf(rule, point) && rings(rule, point)).map((point) => [point.key, point]),
  );
  const known = new Set(open.map(({ key }) => key));
  const begun = [...ringing.values()].filter(({ key }) => !known.has(key));
  return [
    ...open.flatMap(({ key, quietSince }): Change[] => {
      const point = ringing.get(key);
      if (point) return [{ do: 'go-on', point }];
      if (quietSince === null) return [{ do: 'quiet', key }];
      return now.getTime() - quietSince.getTime() >= settleMs ? [{ do: 'end', key }] : [];
    }),
    ...begun.map((point): Change => ({ do: 'begin', point })),
  ];
}

/**
 * @param points of a period, in any order.
 * @returns those at which a notice would have begun: the first of each run that rings at one place.
 */
export function begins(rule: Judged, points: readonly Point[]): Point[] {
  const last = new Map<string, boolean>();
  const inTime = points.filter((point) => isOf(rule, point)).sort((a, b) => a.at.getTime() - b.at.getTime());
  return inTime.filter((point) => {
    const wasRinging = last.get(point.key) ?? false;
    const isRinging = rings(rule, point);
    last.set(point.key, isRinging);
    return isRinging && !wasRinging;
  });
}
