/** Links of the orders made or looked at with this browser, so that a guest finds them again without the mail. */
import { z } from 'zod';
import { dayS } from '../http/cookies.ts';
import type { Visit } from '../visit.ts';

const tokens = z.array(z.tuple([z.string(), z.string()])).catch([]);
/** A cookie holds 4 kB. */
const ordersMax = 5;
const keptDays = 30;

const known = ({ jar }: Visit): [string, string][] => {
  try {
    return tokens.parse(JSON.parse(jar.get('orders') ?? '[]'));
  } catch {
    return [];
  }
};

export const orderToken = (visit: Visit, orderId: string): string | undefined =>
  known(visit).find(([id]) => id === orderId)?.[1];

export function keepOrderToken(visit: Visit, orderId: string, token: string): void {
  const others = known(visit).filter(([id]) => id !== orderId);
  const kept = [[orderId, token], ...others].slice(0, ordersMax);
  visit.jar.set('orders', JSON.stringify(kept), keptDays * dayS);
}
