/** Shelf labels: what the catalogue says of a product now, on the store's label printer. */
import type { LabelOutcome, LabelPrinter, ShelfLabel } from '@comptoir/hardware-drivers';
import { type PricePlace, priceInForce } from '@comptoir/pricing';
import type { CatalogueProduct } from '@comptoir/sync-protocol/feeds/rows';
import { money } from '../printing/format.ts';
import { type Problem, problem } from '../problem.ts';
import type { LabelRequest } from './api.ts';

type LabelDeps = Readonly<{
  printer: LabelPrinter | null;
  product: (productId: string) => CatalogueProduct | undefined;
  /** Whose shelf it is, now. */
  place: () => PricePlace;
}>;
export type PrintLabels = (request: LabelRequest) => Promise<Readonly<{ copies: number }> | Problem>;

export const labelDesk =
  ({ printer, product: find, place }: LabelDeps): PrintLabels =>
  async ({ productId, copies }) => {
    if (printer === null)
      return problem(409, 'no-label-printer', 'This store has no label printer', 'Ask head office for one.');
    const product = find(productId);
    if (!product) return problem(404, 'unknown-product', 'No such product', 'Look it up again.');
    const told = await printer.print(labelOf(product, place()), copies);
    return told.outcome === 'printed' ? { copies } : notPrinted(told);
  };

/** In French, as everything on a shelf in Québec. */
export function labelOf({ name, sku, gtins, pricing }: CatalogueProduct, place: PricePlace): ShelfLabel {
  return {
    name: name.fr,
    price: money(priceInForce(pricing, place), 'CAD', 'fr'),
    unitPrice: pricing.soldBy === 'weight' ? 'le kilogramme' : '',
    sku,
    gtin: shortGtin(gtins[0]),
  };
}

/** As it is printed under bars; fourteen digits name a case, which stands on no shelf. */
function shortGtin(gtin14: string | undefined): string | null {
  if (gtin14 === undefined || !gtin14.startsWith('0')) return null;
  if (gtin14.startsWith('000000')) return gtin14.slice(6);
  return gtin14.startsWith('00') ? gtin14.slice(2) : gtin14.slice(1);
}

const notPrinted = ({ reason, sent }: Extract<LabelOutcome, { outcome: 'failed' }>): Problem =>
  problem(
    409,
    'labels-not-printed',
    'The labels are not printed',
    sent ? 'Look at the printer: they come out once it is well.' : 'Look at the printer, then try again.',
    { reason, sent },
  );
