/** The receipt of a return, from its record alone: what came back, and how the money went. French whole and first, as on a sale's. */
import { marked, type ReceiptBlock, type ReceiptDocument } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { Refund, ReturnBody } from '@comptoir/sync-protocol/records/return-body';
import { decimal, money, percent } from './format.ts';
import { INDENT, storeHead, whenAndWhere } from './receipt.ts';
import { type Language, words } from './words.ts';

export type ReturnRecord = Readonly<{
  header: Readonly<{ number: string; at: string; register: string }>;
  body: ReturnBody;
}>;

export function returnReceiptOf(
  record: ReturnRecord,
  store: StoreConfiguration,
  cashierName: string,
  { language, duplicate }: Readonly<{ language: Language; duplicate: boolean }>,
): ReceiptDocument {
  const blocks: ReceiptBlock[] = [
    ...storeHead(store),
    ...returnBlocks(record, store, cashierName, language),
    { type: 'cut' },
  ];
  const mark = languagesOf(language)
    .map((one) => words[one].duplicate)
    .join(' / ');
  return duplicate ? marked({ blocks }, 'duplicate', mark) : { blocks };
}

export const languagesOf = (language: Language): Language[] => (language === 'en' ? ['fr', 'en'] : ['fr']);

/** Without the store's head: of an exchange they stand on the sale's paper. */
export const returnBlocks = (
  record: ReturnRecord,
  store: StoreConfiguration,
  cashierName: string,
  language: Language,
): ReceiptBlock[] => languagesOf(language).flatMap((one) => returnIn(one, record, store, cashierName));

/** A customer who paid a tip with the card reads why it is not among what comes back. */
function tipLeft({ original, currency }: ReturnBody, language: Language): ReceiptBlock[] {
  if (original?.tipMinor === undefined) return [];
  const left = words[language].tipLeft;
  return [{ type: 'pair', left, right: money(original.tipMinor, currency, language) }];
}

const lineBlocks = (
  lines: readonly Pick<ReturnBody['lines'][number], 'name' | 'quantity' | 'soldBy' | 'amountMinor'>[],
  language: Language,
  pair: (left: string, minor: number) => ReceiptBlock,
): ReceiptBlock[] =>
  lines.flatMap(({ name, quantity, soldBy, amountMinor }): ReceiptBlock[] => {
    const line = pair(name[language], amountMinor);
    if (quantity === '1') return [line];
    const unit = soldBy === 'weight' ? ' kg' : '';
    return [line, { type: 'text', text: `${INDENT}${decimal(quantity, language)}${unit}` }];
  });

/** What came back, line by line, and what it comes to before the total. */
export const cameBack = (
  { lines, subtotalMinor, taxes }: Pick<ReturnBody, 'lines' | 'subtotalMinor' | 'taxes'>,
  language: Language,
  pair: (left: string, minor: number) => ReceiptBlock,
): ReceiptBlock[] => {
  const text = words[language];
  return [
    { type: 'rule' },
    ...lineBlocks(lines, language, pair),
    { type: 'rule' },
    pair(text.subtotal, subtotalMinor),
    ...taxes.map(({ code, rate, amountMinor }) =>
      pair(`${text.taxes[code] ?? code} ${percent(rate, language)}`, amountMinor),
    ),
  ];
};

function returnIn(
  language: Language,
  { header, body }: ReturnRecord,
  store: StoreConfiguration,
  cashierName: string,
): ReceiptBlock[] {
  const text = words[language];
  const amount = (minor: number) => money(-minor, body.currency, language);
  const pair = (left: string, minor: number): ReceiptBlock => ({ type: 'pair', left, right: amount(minor) });
  const refunded = (refund: Refund): ReceiptBlock =>
    pair(
      refund.kind === 'card'
        ? `${refund.brand} **** ${refund.last4}`
        : {
            cash: text.refundedInCash,
            'store-credit': text.refundedAsCredit,
            exchange: text.tenders.exchange ?? '',
            'loyalty-points': text.tenders['loyalty-points'] ?? '',
          }[refund.kind],
      refund.amountMinor,
    );
  return [
    ...whenAndWhere(`${text.return} ${header.number}`, header, { store, cashierName, text }),
    {
      type: 'text',
      text: body.original ? `${text.ofReceipt} ${body.original.receiptNumber}` : text.noReceipt,
    },
    ...cameBack(body, language, pair),
    { type: 'total', label: text.total, amount: amount(body.totalMinor) },
    ...(body.cashRoundingMinor === 0 ? [] : [pair(text.rounding, body.cashRoundingMinor)]),
    ...body.refunds.map(refunded),
    ...tipLeft(body, language),
    { type: 'rule', style: 'double' },
    ...(body.approval ? [{ type: 'text', text: text.approved } as const] : []),
  ];
}
