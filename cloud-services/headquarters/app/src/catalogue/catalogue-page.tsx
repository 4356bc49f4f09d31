import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { ProductPicture } from '../products/product-picture.tsx';
import css from '../products/product-search.module.css';
import { ProductSearch, useSearchText } from '../products/product-search.tsx';
import { nameOf, useProductSearch } from '../products/use-product-search.ts';
import own from './catalogue.module.css';
import { CatalogueTabs } from './catalogue-tabs.tsx';

/** Any product, found by name or code, and from there its page. */
export function CataloguePage() {
  const { t } = useLingui();
  const locale = useLocale();
  const [text, setText] = useSearchText();
  const found = useProductSearch(text);
  return (
    <>
      <div className="head">
        <h1>
          <Trans>Catalogue</Trans>
        </h1>
        <Link
          className="button primary"
          to="/catalogue/new"
          data-testid="product-new"
        >{t`Nouveau produit`}</Link>
      </div>
      <CatalogueTabs />
      <ProductSearch onText={setText} />
      {found.error ? <FaultMessage fault={found.error} /> : null}
      {found.data?.items.length === 0 ? (
        <p className="empty">{t`Aucun produit ne répond à « ${text} ». Essayez un autre mot ou un code-barres.`}</p>
      ) : null}
      {found.data && found.data.items.length > 0 ? (
        <div className="sheet">
          <table className="table">
            <thead>
              <tr>
                <th>
                  <span className="visually-hidden">{t`Image`}</span>
                </th>
                <th>{t`Produit`}</th>
                <th className={css.code}>{t`Code`}</th>
              </tr>
            </thead>
            <tbody>
              {found.data.items.map((product) => (
                <tr key={product.id} data-testid="catalogue-row" data-sku={product.sku}>
                  <td>
                    <ProductPicture image={product.images[0]?.url} />
                  </td>
                  <td>
                    <Link className={own.link} to={`/catalogue/${product.id}`}>
                      {nameOf(product, locale)}
                    </Link>
                  </td>
                  <td className={css.code}>{product.gtins[0] ?? product.sku}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  );
}
