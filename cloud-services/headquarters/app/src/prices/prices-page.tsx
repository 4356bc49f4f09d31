import { Trans, useLingui } from '@lingui/react/macro';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { ProductPicture } from '../products/product-picture.tsx';
import css from '../products/product-search.module.css';
import { ProductSearch, useSearchText } from '../products/product-search.tsx';
import { nameOf, useProductSearch } from '../products/use-product-search.ts';
import { PriceCell } from './price-cell.tsx';

export function PricesPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const [text, setText] = useSearchText();
  const found = useProductSearch(text);
  return (
    <>
      <h1>
        <Trans>Prix</Trans>
      </h1>
      <ProductSearch onText={setText} />
      {found.error ? <FaultMessage fault={found.error} /> : null}
      {found.data ? (
        <div className="sheet">
          {found.data.items.length === 0 ? (
            <p
              className={css.empty}
            >{t`Aucun produit ne répond à « ${text} ». Essayez un autre mot ou un code-barres.`}</p>
          ) : (
            <table className="table">
              <thead>
                <tr>
                  <th>
                    <span className="visually-hidden">{t`Image`}</span>
                  </th>
                  <th>{t`Produit`}</th>
                  <th className={css.code}>{t`Code`}</th>
                  <th className="figure">{t`Prix, avant taxes`}</th>
                </tr>
              </thead>
              <tbody>
                {found.data.items.map((product) => (
                  <tr key={product.id} data-testid="price-row" data-sku={product.sku}>
                    <td>
                      <ProductPicture image={product.images[0]?.url} />
                    </td>
                    <td>{nameOf(product, locale)}</td>
                    <td className={css.code}>{product.gtins[0] ?? product.sku}</td>
                    <td className="figure">
                      <PriceCell
                        productId={product.id}
                        name={nameOf(product, locale)}
                        price={product.price}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      ) : null}
    </>
  );
}
