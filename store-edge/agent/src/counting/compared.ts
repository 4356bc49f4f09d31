/** What a manager sees of a count: every product of every zone, what was counted of it, and what the books say. */

import { fromE4 } from '../quantity.ts';
import type { Replica } from '../replica/replica.ts';
import type { StoreStock } from '../stock/store-stock.ts';
import type { ComparedRow } from './api.ts';
import type { Judged } from './judge.ts';
import { valueMinor } from './variance.ts';

type Facts = Readonly<{
  committed: ReadonlySet<string>;
  zoneNameOf: (zoneId: string) => string;
  stock: Pick<StoreStock, 'onHandE4'>;
  replica: Pick<Replica, 'product' | 'knownProduct'>;
  unitMinorOf: (productId: string) => number;
}>;

/** Those that need a decision first. */
export function comparedRows(judged: readonly Judged[], facts: Facts): ComparedRow[] {
  const ofProduct = new Map<string, Judged[]>();
  for (const one of judged) {
    const zones = ofProduct.get(one.productId);
    if (zones) zones.push(one);
    else ofProduct.set(one.productId, [one]);
  }
  return judged.map((one) => comparedRow(one, ofProduct.get(one.productId) ?? [], facts)).sort(inNeedFirst);
}

function comparedRow(one: Judged, zones: readonly Judged[], facts: Facts): ComparedRow {
  const { zoneId, productId, entries, settled, state } = one;
  const { committed, zoneNameOf, stock, replica, unitMinorOf } = facts;
  const onHandE4 = stock.onHandE4(productId);
  const product = replica.knownProduct(productId);
  const others = zones.filter((other) => other.zoneId !== zoneId);
  const otherE4 = others.reduce((sum, other) => sum + (other.settled?.quantityE4 ?? 0), 0);
  const differenceE4 = (nowE4: number) => nowE4 + otherE4 - onHandE4;
  const isCommitted = committed.has(productId);
  return {
    zoneId,
    zoneName: zoneNameOf(zoneId),
    productId,
    sku: product?.sku ?? '',
    name: product?.name ?? { fr: productId, en: productId },
    state: isCommitted ? 'committed' : state,
    entries: entries.map(({ revision, line, nowE4 }) => ({
      revision,
      quantity: line.quantity,
      counterName: line.counterName,
      countedAt: line.countedAt,
      difference: fromE4(differenceE4(nowE4)),
    })),
    picked: state === 'decided' ? (settled?.revision ?? null) : null,
    system: fromE4(onHandE4),
    otherZones: others.length > 0 ? fromE4(otherE4) : null,
    valueMinor:
      settled && !isCommitted ? valueMinor(differenceE4(settled.nowE4), unitMinorOf(productId)) : null,
    isDeleted: replica.product(productId) === undefined,
  };
}

const urgency = { disagrees: 0, recount: 1, decided: 2, agreed: 3, committed: 4 } as const;
// `localeCompare` makes a collator each time.
const { compare: inWords } = new Intl.Collator('fr');
const inNeedFirst = (a: ComparedRow, b: ComparedRow): number =>
  urgency[a.state] - urgency[b.state] || inWords(a.zoneName, b.zoneName) || inWords(a.name.fr, b.name.fr);
