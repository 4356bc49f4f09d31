import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

export type Charge = {
  transactionId: string;
  saleId: string;
  serviceId: string;
  reference: string;
  /** Decimal text in major units, as on the wire. */
  amount: string;
  currency: string;
  at: string;
  entryMode: string;
  reversedAmount: string;
};
/** Money given to a card without a charge of ours to take it from. */
export type Refund = Omit<Charge, 'reversedAmount'>;
export type Remembered = {
  header: Record<string, unknown>;
  body: Record<string, unknown>;
  forgotten: boolean;
};
type Content = {
  counter: number;
  charges: Charge[];
  refunds: Refund[];
  results: Record<string, Remembered>;
};
const nothingYet: Content = { counter: 0, charges: [], refunds: [], results: {} };

const resultsKept = 500;

/** What the terminal knows after its power was cut: charges, and the last answers by (SaleID, ServiceID). */
export function terminalMemory(file: string | undefined) {
  const content: Content = structuredClone(nothingYet);
  if (file && existsSync(file)) Object.assign(content, JSON.parse(readFileSync(file, 'utf8')));

  /** On disk before anyone hears of it. */
  function save(): void {
    const entries = Object.entries(content.results);
    if (entries.length > resultsKept) content.results = Object.fromEntries(entries.slice(-resultsKept));
    if (!file) return;
    const descriptor = openSync(`${file}.new`, 'w');
    writeSync(descriptor, JSON.stringify(content));
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(`${file}.new`, file);
  }

  return {
    charges: (): readonly Charge[] => content.charges,
    refunds: (): readonly Refund[] => content.refunds,
    result: (key: string): Remembered | undefined => content.results[key],
    nextTransactionId: () => `SIM${String(++content.counter).padStart(8, '0')}`,
    remember(key: string, result: Remembered): void {
      content.results[key] = result;
      save();
    },
    charge(charge: Charge, key: string, result: Remembered): void {
      content.charges.push(charge);
      content.results[key] = result;
      save();
    },
    refund(refund: Refund, key: string, result: Remembered): void {
      content.refunds.push(refund);
      content.results[key] = result;
      save();
    },
    reverse(charge: Charge, amount: string, key: string, result: Remembered): void {
      charge.reversedAmount = addDecimal(charge.reversedAmount, amount);
      content.results[key] = result;
      save();
    },
  };
}

/** Hundredths of a decimal text, so that sums are exact. */
export const hundredths = (decimal: string): number => Math.round(Number(decimal) * 100);
const addDecimal = (left: string, right: string): string =>
  ((hundredths(left) + hundredths(right)) / 100).toFixed(2);
