/** Receipts by e-mail: head office writes them, by what the journal tells it. Source: docs/adr/0061. */
import type { ReceiptMailRequest as Told } from '@comptoir/sync-protocol/wire/receipts';
import type { Errands } from '../errands/errands.ts';
import type { Journal } from '../journal/journal.ts';
import type { SaleRecord } from '../printing/receipt.ts';
import { type Problem, problem } from '../problem.ts';
import type { ReceiptMailAnswer, ReceiptMailRequest } from './api.ts';

type Deps = Readonly<{
  journal: Journal;
  errands: Errands;
  saleOf: (saleId: string) => SaleRecord | undefined;
  /** What proves the receipt. */
  codeOf: (sale: SaleRecord) => string;
}>;

export class ReceiptMails {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async ask(
    saleId: string,
    { mailId, email, language }: ReceiptMailRequest,
  ): Promise<ReceiptMailAnswer | Problem> {
    const { journal, errands, saleOf, codeOf } = this.#deps;
    const sale = saleOf(saleId);
    if (!sale) return problem(404, 'unknown-sale', 'No such sale', 'Commit the sale first, then mail it.');
    const body: Told = { email, language, code: codeOf(sale) };
    const path = `receipts/${sale.header.number}/mails/${mailId}`;
    journal.transaction(() => errands.add({ errandId: mailId, kind: 'receipt-mail', path, body }));
    const done = await errands.runNow(mailId);
    if (done?.is === 'gone') return notMailed(done.type);
    return { state: done === null ? 'waiting' : 'on-its-way' };
  }
}

const notMailed = (because: string): Problem =>
  problem(409, 'not-mailed', 'Head office does not mail this receipt', 'Print it instead.', { because });
