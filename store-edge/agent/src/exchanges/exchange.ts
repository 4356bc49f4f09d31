/**
 * An exchange is a return and a sale in one transaction: what came back pays what was taken, each has its record and its number, and
 * neither stands without the other. Source: docs/adr/0031.
 */
import type { Journal } from '../journal/journal.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { HandingOver } from '../register.ts';
import type { Returns } from '../returns/returns.ts';
import type { Sales } from '../sales/sales.ts';
import { notLoggedIn } from '../staff/staff.ts';
import type { Exchanged, ExchangeRequest } from './api.ts';

type Parts = Readonly<{
  journal: Pick<Journal, 'transaction'>;
  returns: Pick<Returns, 'inTurn' | 'prepare'>;
  sales: Pick<Sales, 'prepare'>;
}>;
type Done = Readonly<{ first: boolean; opensDrawer: boolean; answer: Exchanged }>;

export function exchange(parts: Parts, by: HandingOver, request: ExchangeRequest): Promise<Done | Problem> {
  const { journal, returns, sales } = parts;
  const { staffId } = by;
  if (staffId === undefined) return Promise.resolve(notLoggedIn());
  return returns.inTurn(async () => {
    const { returnId, exchangeMinor } = request.return;
    const sale = sales.prepare(by, request.sale, returnId);
    if (isProblem(sale)) return sale;
    const tender = sale.body.tenders.find(({ kind }) => kind === 'exchange');
    if ((tender?.amountMinor ?? 0) !== exchangeMinor) return differs();
    const back = await returns.prepare({ ...by, staffId }, request.return, sale.body);
    if (isProblem(back)) return back;
    if (back.isKnown !== sale.isKnown) return differs();
    if (!sale.isKnown)
      journal.transaction(() => {
        back.write();
        sale.write();
      });
    return {
      first: !sale.isKnown,
      opensDrawer: !sale.isKnown && (sale.opensDrawer || back.opensDrawer),
      answer: { sale: sale.done(), return: back.done() },
    };
  });
}

const differs = (): Problem =>
  problem(
    422,
    'exchange-differs',
    'The return and the sale do not belong together',
    'Void the sale, and begin the exchange anew.',
  );
