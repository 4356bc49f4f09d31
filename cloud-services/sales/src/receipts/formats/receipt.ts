/** A receipt as the document that paper, page and file are all made of. Pure. */
import { marked, type ReceiptBlock, type ReceiptDocument } from '@comptoir/hardware-drivers/receipt/document';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { cashTender } from '@comptoir/sync-protocol/records/kinds';
import type { z } from 'zod';
import type { receiptAnswer } from '../receipt-answer.ts';

export type Receipt = z.infer<typeof receiptAnswer>;
export type Language = 'fr' | 'en';
export type Shop = Pick<
  StoreConfiguration,
  'name' | 'address' | 'phone' | 'taxRegistrations' | 'receiptFooter' | 'timeZone'
>;

const words = {
  fr: {
    subtotal: 'Sous-total',
    discount: 'Rabais',
    rounding: 'Arrondi au comptant',
    total: 'TOTAL',
    receipt: 'Reçu',
    return: 'Retour',
    refund: {
      cash: 'Remboursé au comptant',
      card: 'Remboursé sur la carte',
      'store-credit': 'Remboursé en crédit en magasin',
      exchange: 'Échangé',
      'loyalty-points': 'Remboursé en points',
    },
    cash: 'Comptant',
    card: 'Carte',
    tip: 'Pourboire',
    charged: 'Débité de la carte',
    cheque: 'Chèque',
    'gift-card': 'Carte-cadeau',
    'store-credit': 'Crédit en magasin',
    'loyalty-points': 'Points de fidélité',
    exchange: 'Échange',
    change: 'Monnaie',
    serial: 'No de série',
    lot: 'Lot',
    duplicate: 'DUPLICATA',
  },
  en: {
    subtotal: 'Subtotal',
    discount: 'Discount',
    rounding: 'Cash rounding',
    total: 'TOTAL',
    receipt: 'Receipt',
    return: 'Return',
    refund: {
      cash: 'Refunded in cash',
      card: 'Refunded to the card',
      'store-credit': 'Refunded as store credit',
      exchange: 'Exchanged',
      'loyalty-points': 'Refunded as points',
    },
    cash: 'Cash',
    card: 'Card',
    tip: 'Tip',
    charged: 'Charged to the card',
    cheque: 'Cheque',
    'gift-card': 'Gift card',
    'store-credit': 'Store credit',
    'loyalty-points': 'Loyalty points',
    exchange: 'Exchange',
    change: 'Change',
    serial: 'Serial no.',
    lot: 'Lot',
    duplicate: 'DUPLICATE',
  },
} as const;
const taxNames: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  fr: { GST: 'TPS', QST: 'TVQ', HST: 'TVH', PST: 'TVP', VAT: 'TVA' },
  en: {},
};
const locales = { fr: 'fr-CA', en: 'en-CA' } as const;
/** No-break: the layout drops plain blanks at a line's beginning. */
const indent = '\u00a0\u00a0';

export function amountIn(language: Language, currency: string): (minor: number) => string {
  const money = new Intl.NumberFormat(locales[language], { style: 'currency', currency });
  return (minor) => money.format(minor / 100);
}

export const titleOf = ({ kind, receiptNumber }: Receipt, language: Language): string =>
  `${words[language][kind === 'return' ? 'return' : 'receipt']} ${receiptNumber}`;

/** The till has given the first one: what is given here is marked as a copy. */
export function documentOf(receipt: Receipt, shop: Shop | undefined, language: Language): ReceiptDocument {
  const say = words[language];
  const { currency } = receipt.total;
  const amount = amountIn(language, currency);
  const number = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 3 });
  const rates = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 4 });
  const tax = (code: string) => taxNames[language][code] ?? code;
  const at = new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: shop?.timeZone ?? 'America/Toronto',
  }).format(new Date(receipt.completedAt));
  const rule: ReceiptBlock = { type: 'rule' };
  const blocks: ReceiptBlock[] = [
    ...(shop
      ? [centred(shop.name, true), ...[...shop.address, shop.phone].map((text) => centred(text))]
      : []),
    centred(at),
    centred(titleOf(receipt, language)),
    rule,
    ...receipt.lines.flatMap(lineBlocks),
    rule,
    { type: 'pair', left: say.subtotal, right: amount(receipt.subtotalMinor) },
    ...receipt.taxes.map(({ code, rate, amountMinor }) =>
      pair(`${tax(code)} ${number.format(Number(rate))} %`, amountMinor),
    ),
    ...(receipt.cashRoundingMinor === 0 ? [] : [pair(say.rounding, receipt.cashRoundingMinor)]),
    {
      type: 'total',
      label: say.total,
      amount: amount(receipt.total.amountMinor + receipt.cashRoundingMinor),
    },
    rule,
    ...receipt.tenders.flatMap(tenderBlocks),
    rule,
    ...(shop?.taxRegistrations ?? []).map(({ code, number: registration }) =>
      centred(`${tax(code)} ${registration}`),
    ),
    ...(shop ? [centred(shop.receiptFooter[language])] : []),
    { type: 'cut' },
  ];
  return marked({ blocks }, 'duplicate', say.duplicate);

  function pair(left: string, minor: number): ReceiptBlock {
    return { type: 'pair', left, right: amount(minor) };
  }

  function lineBlocks({
    name,
    quantity,
    unitPriceMinor,
    discountMinor,
    discounts,
    amountMinor,
    serial,
    lot,
  }: Receipt['lines'][number]): ReceiptBlock[] {
    const piece = [
      ...(serial ? [`${indent}${say.serial} ${serial}`] : []),
      ...(lot ? [`${indent}${say.lot} ${lot}`] : []),
    ];
    const text = `${indent}${number.format(Number(quantity))} × ${amount(unitPriceMinor)}`;
    return [
      pair(name[language], amountMinor + discountMinor),
      ...(quantity === '1' ? [] : [{ type: 'text', text } as const]),
      ...piece.map((number) => ({ type: 'text', text: number }) as const),
      ...discounts.map(({ amountMinor: off, reason }) =>
        pair(`${indent}${reason?.[language] ?? say.discount}`, -off),
      ),
    ];
  }

  /** ` (20,00 $ US × 1,3725)`: what was given, and the store's rate that day. */
  function usDollarsIn({ usDollars }: z.infer<typeof cashTender>): string {
    if (!usDollars) return '';
    const given = new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'USD' });
    return ` (${given.format(usDollars.receivedMinor / 100)} × ${rates.format(Number(usDollars.rate))})`;
  }

  function tenderBlocks(paid: Receipt['tenders'][number]): ReceiptBlock[] {
    if (paid.kind === 'refund') return [pair(say.refund[paid.to], paid.amountMinor)];
    if (paid.kind === 'card')
      return [
        pair(`${say.card} ${paid.brand} **** ${paid.last4}`, paid.amountMinor),
        ...(paid.tipMinor === undefined
          ? []
          : [
              pair(`${indent}${say.tip}`, paid.tipMinor),
              pair(`${indent}${say.charged}`, paid.amountMinor + paid.tipMinor),
            ]),
      ];
    if (paid.kind === 'loyalty-points')
      return [pair(`${say[paid.kind]} (${number.format(paid.points)})`, paid.amountMinor)];
    if (paid.kind === 'cheque' || paid.kind === 'exchange') return [pair(say[paid.kind], paid.amountMinor)];
    if (paid.kind !== 'cash') return [pair(`${say[paid.kind]} **** ${paid.last4}`, paid.amountMinor)];
    return [
      pair(`${say.cash}${usDollarsIn(paid)}`, paid.receivedMinor),
      ...(paid.changeMinor === 0 ? [] : [pair(say.change, paid.changeMinor)]),
    ];
  }
}

const centred = (text: string, bold = false): ReceiptBlock => ({ type: 'text', text, align: 'centre', bold });
