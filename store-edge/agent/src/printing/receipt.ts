/**
 * A receipt, from the record alone: today's names and prices have no say in what was sold then. Only the store's own head and
 * foot come from its configuration. French stands whole and first; English follows if the customer chose it.
 * Source: docs/screens.md §2, Printed; Charter of the French language, s. 57 and 89.
 */
import { marked, type ReceiptBlock, type ReceiptDocument } from '@comptoir/hardware-drivers';
import type { Currency, PricedLine } from '@comptoir/pricing/contract';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { SaleBody, Tender } from '@comptoir/sync-protocol/records/kinds';
import { decimal, localDateTime, money, percent } from './format.ts';
import { type Language, type Words, words } from './words.ts';

export type SaleRecord = Readonly<{
  header: Readonly<{ number: string; at: string; seq: number; register: string }>;
  body: SaleBody;
  hash: Buffer;
}>;
/** No-break: the layout drops plain blanks at a line's beginning. */
export const INDENT = '\u00a0\u00a0';

export function receiptOf(
  record: SaleRecord,
  store: StoreConfiguration,
  cashierName: string,
  options: Readonly<{
    language: Language;
    duplicate: boolean;
    code: string;
    /** Goods that came back for it. */
    before?: readonly ReceiptBlock[];
  }>,
): ReceiptDocument {
  const languages: Language[] = options.language === 'en' ? ['fr', 'en'] : ['fr'];
  const blocks: ReceiptBlock[] = [
    ...storeHead(store),
    ...(options.before ?? []),
    ...languages.flatMap((language) => saleIn(language, record, store, cashierName)),
    ...languages.map(
      (language): ReceiptBlock => ({ type: 'text', text: store.receiptFooter[language], align: 'centre' }),
    ),
    { type: 'qr', data: options.code, caption: record.header.number },
    { type: 'cut' },
  ];
  const mark = languages.map((language) => words[language].duplicate).join(' / ');
  return options.duplicate ? marked({ blocks }, 'duplicate', mark) : { blocks };
}

export function storeHead({ name, address, phone, taxRegistrations }: StoreConfiguration): ReceiptBlock[] {
  const centred = (text: string): ReceiptBlock => ({ type: 'text', text, align: 'centre' });
  return [
    { type: 'text', text: name, align: 'centre', bold: true, size: 2 },
    ...[...address, phone].map(centred),
    ...taxRegistrations.map(({ code, number }) => centred(`${words.fr.taxes[code] ?? code} ${number}`)),
    { type: 'rule', style: 'double' },
  ];
}

/** @param title what it is, and its number. */
export const whenAndWhere = (
  title: string,
  { at, register }: Readonly<{ at: string; register: string }>,
  { store, cashierName, text }: Readonly<{ store: StoreConfiguration; cashierName: string; text: Words }>,
): ReceiptBlock[] => [
  { type: 'pair', left: title, right: `${text.register} ${register}`, bold: true },
  {
    type: 'pair',
    left: localDateTime(at, store.timeZone),
    right: `${text.servedBy} ${cashierName}`,
  },
];

function saleIn(
  language: Language,
  { header, body }: SaleRecord,
  store: StoreConfiguration,
  cashierName: string,
): ReceiptBlock[] {
  const text = words[language];
  const { currency } = body.basket;
  return [
    ...whenAndWhere(`${text.receipt} ${header.number}`, header, { store, cashierName, text }),
    ...provisional(body, store, text),
    { type: 'rule' },
    ...body.priced.lines.flatMap((line) => lineBlocks(line, body, language)),
    { type: 'rule' },
    ...totals(body, language, text),
    ...body.tenders.flatMap((tender) => tenderBlocks(tender, currency, language, text)),
    ...saidOfSale(body, text),
    { type: 'rule', style: 'double' },
  ];
}

function saidOfSale({ basket, note }: SaleBody, text: Words): ReceiptBlock[] {
  const exempt = basket.taxExempt ?? basket.customer?.taxExempt;
  return [
    ...(exempt ? [`${text.taxExempt} ${exempt.certificate}`] : []),
    ...(note === undefined ? [] : [note]),
  ].map((line) => ({ type: 'text', text: line }));
}

/** What the customer was given at the time, and when that was. */
function provisional(
  { provisionalNumber, completedAt }: SaleBody,
  { timeZone }: StoreConfiguration,
  text: Words,
): ReceiptBlock[] {
  if (provisionalNumber === undefined) return [];
  const when = localDateTime(completedAt, timeZone);
  return [{ type: 'text', text: `${text.provisional} ${provisionalNumber}, ${when}` }];
}

function lineBlocks(line: PricedLine, body: SaleBody, language: Language): ReceiptBlock[] {
  const { currency } = body.basket;
  const quantity = body.basket.lines.find((one) => one.id === line.id)?.quantity ?? '1';
  const sold = body.lines.find((one) => one.lineId === line.id);
  const unit = sold?.soldBy === 'weight' ? `${decimal(quantity, language)} kg` : decimal(quantity, language);
  const blocks: ReceiptBlock[] = [
    {
      type: 'pair',
      left: sold?.name[language] ?? line.id,
      right: money(line.grossMinor, currency, language),
    },
  ];
  if (quantity !== '1') {
    blocks.push({
      type: 'text',
      text: `${INDENT}${unit} × ${money(line.unitPriceMinor, currency, language)}`,
    });
  }
  for (const [name, number] of [
    [words[language].serial, sold?.serial],
    [words[language].lot, sold?.lot],
  ] as const)
    if (number !== undefined) blocks.push({ type: 'text', text: `${INDENT}${name} ${number}` });
  if (sold?.topsUp)
    blocks.push({ type: 'text', text: `${INDENT}${words[language].toppedUp} **** ${sold.topsUp.last4}` });
  if (sold?.note !== undefined) blocks.push({ type: 'text', text: `${INDENT}${sold.note}` });
  for (const { amountMinor, reason } of line.discounts) {
    blocks.push({
      type: 'pair',
      left: reason?.[language] ?? words[language].discount,
      right: money(-amountMinor, currency, language),
      indent: 2,
    });
  }
  return blocks;
}

function totals(
  { priced, basket, cashRoundingMinor }: SaleBody,
  language: Language,
  text: Words,
): ReceiptBlock[] {
  const amount = (minor: number) => money(minor, basket.currency, language);
  const blocks: ReceiptBlock[] = [{ type: 'pair', left: text.subtotal, right: amount(priced.subtotalMinor) }];
  for (const tax of priced.taxes) {
    const name = `${text.taxes[tax.code] ?? tax.code} ${percent(tax.rate, language)}`;
    blocks.push({ type: 'pair', left: name, right: amount(tax.amountMinor) });
  }
  blocks.push({ type: 'total', label: text.total, amount: amount(priced.totalMinor) });
  if (cashRoundingMinor !== 0) {
    blocks.push({ type: 'pair', left: text.rounding, right: amount(cashRoundingMinor) });
  }
  return blocks;
}

function tenderBlocks(tender: Tender, currency: Currency, language: Language, text: Words): ReceiptBlock[] {
  const pair = (left: string, minor: number): ReceiptBlock => ({
    type: 'pair',
    left,
    right: money(minor, currency, language),
  });
  if (tender.kind === 'cash') {
    const { usDollars, receivedMinor, changeMinor } = tender;
    const given = usDollars
      ? ` (${money(usDollars.receivedMinor, 'USD', language)} × ${decimal(usDollars.rate, language)})`
      : '';
    return [pair(`${text.tenders.cash}${given}`, receivedMinor), pair(text.change, changeMinor)];
  }
  if (tender.kind !== 'card') {
    const which =
      tender.kind === 'loyalty-points'
        ? ` (${decimal(String(tender.points), language)})`
        : 'last4' in tender
          ? ` **** ${tender.last4}`
          : '';
    return [pair(`${text.tenders[tender.kind]}${which}`, tender.amountMinor)];
  }
  return [
    pair(`${tender.brand} **** ${tender.last4}`, tender.amountMinor),
    ...(tender.tipMinor === undefined
      ? []
      : [
          pair(`${INDENT}${text.tip}`, tender.tipMinor),
          pair(`${INDENT}${text.charged}`, tender.amountMinor + tender.tipMinor),
        ]),
    {
      type: 'text',
      text: `${INDENT}${text.entryModes[tender.entryMode]} · ${text.approval} ${tender.approvalCode}`,
    },
  ];
}
