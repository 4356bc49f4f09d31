/** The paper of an order's goods that came back, from its record alone: what came, and where the money goes. French whole and first. */
import { marked, type ReceiptBlock, type ReceiptDocument } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import { returnNumber } from '@comptoir/sync-protocol/ids/return-number';
import type { OrderReturnedBody, WayBack } from '@comptoir/sync-protocol/records/order-return-body';
import { money } from './format.ts';
import { storeHead, whenAndWhere } from './receipt.ts';
import { cameBack, languagesOf } from './return-receipt.ts';
import { type Language, words } from './words.ts';

export type OrderReturnRecord = Readonly<{
  header: Readonly<{ at: string; register: string }>;
  body: OrderReturnedBody;
}>;

export function orderReturnSlipOf(
  record: OrderReturnRecord,
  store: StoreConfiguration,
  cashierName: string,
  { language, duplicate }: Readonly<{ language: Language; duplicate: boolean }>,
): ReceiptDocument {
  const languages = languagesOf(language);
  const blocks: ReceiptBlock[] = [
    ...storeHead(store),
    ...languages.flatMap((one) => slipIn(one, record, store, cashierName)),
    { type: 'cut' },
  ];
  const mark = languages.map((one) => words[one].duplicate).join(' / ');
  return duplicate ? marked({ blocks }, 'duplicate', mark) : { blocks };
}

function slipIn(
  language: Language,
  { header, body }: OrderReturnRecord,
  store: StoreConfiguration,
  cashierName: string,
): ReceiptBlock[] {
  const text = words[language];
  const pair = (left: string, minor: number): ReceiptBlock => ({
    ...{ type: 'pair', left, right: money(minor, body.currency, language) },
  });
  return [
    ...whenAndWhere(`${text.return} ${returnNumber(body.returnId)}`, header, { store, cashierName, text }),
    { type: 'text', text: `${text.ofOrder} ${body.number}` },
    ...cameBack(body, language, pair),
    { type: 'total', label: text.total, amount: money(body.totalMinor, body.currency, language) },
    { type: 'text', text: text.goesBack },
    ...body.waysBack.map((way) => pair(wayIn(language, way), way.amountMinor)),
    { type: 'rule', style: 'double' },
    { type: 'text', text: text.refundFollows },
  ];
}

function wayIn(language: Language, { kind, last4, points }: WayBack): string {
  const { paidBy, tenders } = words[language];
  if (kind === 'card' || kind === 'exchange') return paidBy;
  const name = tenders[kind] ?? kind;
  return points === undefined
    ? `${name}${last4 === undefined ? '' : ` **** ${last4}`}`
    : `${points} ${name.toLowerCase()}`;
}
