import { Trans, useLingui } from '@lingui/react/macro';
import { More } from '../figures/more.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { ProductSearch, useSearchText } from '../products/product-search.tsx';
import { PriceGrid } from './grid/price-grid.tsx';
import { usePriceSheet } from './grid/use-price-sheet.ts';
import { PriceTabs } from './price-tabs.tsx';

/** Every product's own price and cost, changed where they stand. The stores have it within the second. */
export function PricesPage() {
  const { t } = useLingui();
  const [text, setText] = useSearchText();
  const { pages, rows, outcomes, save, tell } = usePriceSheet(text);
  return (
    <>
      <h1>
        <Trans>Prix</Trans>
      </h1>
      <PriceTabs />
      <ProductSearch onText={setText} />
      {pages.error ? <FaultMessage fault={pages.error} /> : null}
      {pages.data && rows.length === 0 ? (
        <p className="empty">{t`Aucun produit ne répond à « ${text} ». Essayez un autre mot ou un code-barres.`}</p>
      ) : null}
      {rows.length > 0 ? (
        <PriceGrid key={text} rows={rows} outcomes={outcomes} onSave={save} onOutcome={tell} />
      ) : null}
      <More of={pages} />
    </>
  );
}
