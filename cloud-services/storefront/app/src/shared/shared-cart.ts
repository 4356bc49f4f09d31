/** A cart as a link that is sent to somebody: what is in it and how much, nothing of whose it is, nothing kept. Pure. */
import { readQuantity } from './quantity.ts';

/** As many as the cart compares with the stock. */
const sharedMax = 30;

export type SharedLine = Readonly<{ code: string; quantity: string }>;

/** One `share` for each article: `share=40110*2&share=BREAD*1`. */
export const sharedQuery = (lines: readonly SharedLine[]): string =>
  new URLSearchParams(
    lines.slice(0, sharedMax).map(({ code, quantity }): [string, string] => ['share', `${code}*${quantity}`]),
  ).toString();

/** What is no article with a quantity is passed over; of an article that is named twice, the first counts. */
export function readShared(params: URLSearchParams): SharedLine[] {
  const lines = new Map<string, SharedLine>();
  for (const text of params.getAll('share').slice(0, sharedMax)) {
    const at = text.lastIndexOf('*');
    const code = text.slice(0, Math.max(0, at));
    const quantity = readQuantity(text.slice(at + 1));
    if (code === '' || code.length > 60 || quantity === undefined || quantity === '0') continue;
    if (!lines.has(code)) lines.set(code, { code, quantity });
  }
  return [...lines.values()];
}
