/** Real invoices as a day of a shop. Whose data they are: `../../data/shop-day/SOURCE.md`. */
import { readFileSync } from 'node:fs';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';

export type Line = Readonly<{ sku: string; name: string; quantity: number; unitPriceMinor: number }>;
/** `cancels`: it takes back the whole of this earlier one. */
export type Invoice = Readonly<{ number: string; cancels: string | null; lines: readonly Line[] }>;

const file = new URL('../../data/shop-day/invoices.csv', import.meta.url);
/** A short tape is made of small baskets. */
const shortLinesMax = 3;

/** @returns `count` invoices in their order, with every cancellation and what it takes back; fewer than all: small ones. */
export function shopDay(count: number): Invoice[] {
  const all = read();
  const cancelled = new Set(
    all.flatMap(({ number, cancels }) => (cancels === null ? [] : [number, cancels])),
  );
  const isShort = count < all.length;
  let left = count - cancelled.size;
  return all.filter(({ number, lines }) => {
    if (cancelled.has(number)) return true;
    if (left === 0 || (isShort && lines.length > shortLinesMax)) return false;
    left -= 1;
    return true;
  });
}

function read(): Invoice[] {
  const invoices = new Map<string, { number: string; cancels: string | null; lines: Map<string, Line> }>();
  /** The price that bears the code alone: another price of the same code is another article. */
  const firstPrices = new Map<string, string>();
  for (const row of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [number = '', cancels = '', code = '', name = '', quantity = '', price = ''] = cellsOf(row);
    if (!firstPrices.has(code)) firstPrices.set(code, price);
    const unitPriceMinor = minorOf(price);
    const sku = firstPrices.get(code) === price ? code : `${code}-${unitPriceMinor}`;
    const invoice = invoices.get(number) ?? { number, cancels: cancels || null, lines: new Map() };
    const before = invoice.lines.get(sku)?.quantity ?? 0;
    invoice.lines.set(sku, { sku, name, quantity: before + Number(quantity), unitPriceMinor });
    invoices.set(number, invoice);
  }
  return [...invoices.values()].map(({ lines, ...invoice }) => ({ ...invoice, lines: [...lines.values()] }));
}

/** RFC 4180, without line breaks in cells. */
const cellsOf = (row: string): string[] =>
  [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll('""', '"'),
  );

/** `2.1` → 210, as text. */
function minorOf(price: string): number {
  const [whole = '', cents = ''] = price.split('.');
  return Number(whole + cents.padEnd(2, '0'));
}

export function articlesOf(invoices: readonly Invoice[]): CatalogueProduct[] {
  const bySku = new Map(invoices.flatMap(({ lines }) => lines.map((line) => [line.sku, line] as const)));
  return [...bySku.values()].map(({ sku, name, unitPriceMinor }) => ({
    id: `article-${sku}`,
    sku,
    gtins: [],
    name: { fr: name, en: name },
    categoryId: 'c-1',
    pricing: { productId: `article-${sku}`, unitPriceMinor, taxCategory: 'standard', soldBy: 'piece' },
  }));
}
