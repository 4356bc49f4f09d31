/** Papers of the house about the drawer: cash that moved without a sale, to be signed, and the X. In French, as the Z. */
import type { ReceiptBlock, ReceiptDocument } from '@comptoir/hardware-drivers';
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import type { Register } from '../register.ts';
import type { ShiftSoFar } from '../shifts/api.ts';
import { localDateTime, money } from './format.ts';
import { storeHead } from './receipt.ts';
import { words } from './words.ts';

const text = words.fr;
type CashRecord = Readonly<{
  header: Readonly<{ at: string; register: string; businessDate: string }>;
  body: BodyOf<'cash.moved'>;
}>;

const titled = (store: StoreConfiguration, title: string, register: string, date: string): ReceiptBlock[] => [
  ...storeHead(store),
  { type: 'text', text: title, bold: true, size: 2, align: 'centre' },
  { type: 'pair', left: `${text.register} ${register}`, right: date },
];

export function cashSlipOf(
  { header, body }: CashRecord,
  store: StoreConfiguration,
  staffName: (staffId: string) => string,
): ReceiptDocument {
  const signature = { type: 'text', text: '\n______________________________' } as const;
  return {
    blocks: [
      ...titled(store, text.cashMoves[body.direction], header.register, header.businessDate),
      { type: 'pair', left: localDateTime(header.at, store.timeZone), right: staffName(body.cashierId) },
      {
        type: 'total',
        label: text.total,
        amount: body.usDollars
          ? money(body.usDollars.amountMinor, 'USD', 'fr')
          : money(body.amountMinor, store.currency, 'fr'),
      },
      ...(body.reason === '' ? [] : [{ type: 'text', text: body.reason } as const]),
      ...(body.approval
        ? [{ type: 'text', text: `${text.approved} : ${staffName(body.approval.staffId)}` } as const]
        : []),
      signature,
      { type: 'cut' },
    ],
  };
}

/** What a reader may know before the drawer is counted. */
export function xSlipOf(register: Register, x: ShiftSoFar, store: StoreConfiguration): ReceiptDocument {
  const pair = (left: string, amountMinor: number): ReceiptBlock => ({
    type: 'pair',
    left,
    right: money(amountMinor, store.currency, 'fr'),
  });
  return {
    blocks: [
      ...titled(store, text.x, register.number, x.shift.businessDate),
      { type: 'pair', left: text.opened, right: localDateTime(x.shift.openedAt, store.timeZone) },
      { type: 'pair', left: text.sales, right: String(x.shift.saleCount) },
      ...x.taxes.map(({ code, amountMinor }) => pair(text.taxes[code] ?? code, amountMinor)),
      ...x.tenders.map(({ kind, amountMinor }) => pair(text.tenders[kind] ?? kind, amountMinor)),
      { type: 'total', label: text.total, amount: money(x.totalMinor, store.currency, 'fr') },
      ...(x.returnCount > 0 ? [pair(`${text.returns} (${x.returnCount})`, -x.returnTotalMinor)] : []),
      ...(x.orderReturnCount
        ? [{ type: 'pair', left: text.orderReturns, right: String(x.orderReturnCount) } as const]
        : []),
      ...cashMovePairs(x, pair),
      ...(x.usDollarsMovedMinor
        ? [
            {
              type: 'pair',
              left: text.usDollarsMoved,
              right: money(x.usDollarsMovedMinor, 'USD', 'fr'),
            } as const,
          ]
        : []),
      { type: 'cut' },
    ],
  };
}

type Moves = Readonly<{
  paidInMinor?: number | undefined;
  paidOutMinor?: number | undefined;
  dropMinor?: number | undefined;
}>;
/** Also on the Z: those that happened. */
export const cashMovePairs = (
  { paidInMinor = 0, paidOutMinor = 0, dropMinor = 0 }: Moves,
  pair: (left: string, amountMinor: number) => ReceiptBlock,
): ReceiptBlock[] =>
  (
    [
      [text.cashMoves['paid-in'], paidInMinor],
      [text.cashMoves['paid-out'], -paidOutMinor],
      [text.cashMoves.drop, -dropMinor],
    ] as const
  ).flatMap(([left, amountMinor]) => (amountMinor === 0 ? [] : [pair(left, amountMinor)]));
