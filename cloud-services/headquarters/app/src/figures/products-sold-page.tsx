import type { ProductFigures } from '@comptoir/reporting/api';
import { useLingui } from '@lingui/react/macro';
import { useSearchParams } from 'react-router';
import { ProductTable } from '../analytics/product-table.tsx';
import { today } from '../live/today.ts';
import { Listed } from './listed.tsx';
import { useNarrowingWords } from './use-narrowing-words.ts';

/** The products of a class, what brings in most first; each opens the receipts that it is in. */
export function ProductsSoldPage() {
  const { t } = useLingui();
  const about = useNarrowingWords();
  const [search] = useSearchParams();
  const channel = search.get('channel');
  const of = {
    days: { from: search.get('from') ?? today(), to: search.get('to') ?? today() },
    filters: {
      storeId: search.get('storeId'),
      channel: channel === 'pos' || channel === 'web' ? channel : null,
    },
  } as const;
  return (
    <Listed<ProductFigures> title={t`Produits derrière ce chiffre`} name="products" about={about}>
      {(items) => <ProductTable products={items} of={of} />}
    </Listed>
  );
}
