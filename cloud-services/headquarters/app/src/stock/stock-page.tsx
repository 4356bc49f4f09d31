import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { ProductPicture } from '../products/product-picture.tsx';
import css from '../products/product-search.module.css';
import { ProductSearch, useSearchText } from '../products/product-search.tsx';
import { nameOf, useProductSearch } from '../products/use-product-search.ts';
import page from './stock.module.css';
import { StockByLocation } from './stock-by-location.tsx';
import { StockTabs } from './stock-tabs.tsx';

export function StockPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const [text, setText] = useSearchText();
  const [pickedId, setPickedId] = useState<string>();
  const found = useProductSearch(text);
  const items = found.data?.items ?? [];
  const picked = items.find((product) => product.id === pickedId) ?? items[0];
  return (
    <>
      <h1>
        <Trans>Stock du réseau</Trans>
      </h1>
      <StockTabs />
      <ProductSearch onText={setText} />
      {found.error ? <FaultMessage fault={found.error} /> : null}
      <div className={page.columns}>
        <div className="sheet">
          {found.data && items.length === 0 ? (
            <p
              className={css.empty}
            >{t`Aucun produit ne répond à « ${text} ». Essayez un autre mot ou un code-barres.`}</p>
          ) : (
            <table className="table">
              <caption className="visually-hidden">{t`Produits trouvés`}</caption>
              <tbody>
                {items.map((product) => (
                  <tr key={product.id} className={product.id === picked?.id ? css.picked : undefined}>
                    <td>
                      <ProductPicture image={product.images[0]?.url} />
                    </td>
                    <td>
                      <button
                        type="button"
                        className={css.pick}
                        aria-pressed={product.id === picked?.id}
                        onClick={() => setPickedId(product.id)}
                        data-testid="stock-product"
                        data-sku={product.sku}
                      >
                        {nameOf(product, locale)}
                      </button>
                    </td>
                    <td className={css.code}>{product.gtins[0] ?? product.sku}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
        {picked ? <StockByLocation product={picked} isPicked={picked.id === pickedId} /> : null}
      </div>
    </>
  );
}
