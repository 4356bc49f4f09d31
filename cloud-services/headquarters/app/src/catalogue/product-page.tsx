import type { ProductView } from '@comptoir/product/api';
import { useLingui } from '@lingui/react/macro';
import { Link, useParams } from 'react-router';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './catalogue.module.css';
import { nameIn } from './name-in.ts';
import { ProductForm } from './product-form.tsx';
import { useProduct } from './use-product.ts';

/** One product: its texts in both languages, where it belongs, what it is like, its picture, and its variants. */
export function ProductPage() {
  const { productId = '' } = useParams();
  const { t } = useLingui();
  const product = useProduct(productId);
  return (
    <>
      <Link className={css.link} to="/catalogue">{t`Tout le catalogue`}</Link>
      {product.error ? (
        <FaultMessage fault={product.error} words={{ '/problems/not-found': t`Ce produit n’existe pas.` }} />
      ) : null}
      {product.data ? <Shown product={product.data} /> : null}
    </>
  );
}

function Shown({ product }: { product: ProductView }) {
  const { t } = useLingui();
  const locale = useLocale();
  return (
    <>
      <h1>{nameIn(product.name, locale)}</h1>
      <p className={css.codes}>{[product.sku, ...product.gtins].join(' · ')}</p>
      {product.isFamily || product.price !== null ? null : (
        <p className="muted" data-testid="no-price">
          {t`Pas encore de prix : ce produit ne se vend pas. Une deuxième personne l’approuve à la page Prix à approuver, ou proposez-le à la page Prix.`}
        </p>
      )}
      <ProductForm key={`${product.id} ${product.version}`} product={product} />
      {product.isFamily || product.variants.length > 0 ? <Variants product={product} /> : null}
    </>
  );
}

function Variants({ product }: { product: ProductView }) {
  const { t } = useLingui();
  const locale = useLocale();
  return (
    <section className={`sheet ${css.sheet}`} aria-labelledby="variants-title">
      <h2 id="variants-title">{t`Variantes`}</h2>
      <ul className={css.variants}>
        {product.variants.map(({ id, sku, name, variantName }) => (
          <li key={id}>
            {id === product.id ? (
              <strong>{nameIn(variantName ?? name, locale)}</strong>
            ) : (
              <Link className={css.link} to={`/catalogue/${id}`}>
                {nameIn(variantName ?? name, locale)}
              </Link>
            )}{' '}
            <span className="muted">{sku}</span>
          </li>
        ))}
      </ul>
      {product.isFamily ? (
        <Link className="button" to={`/catalogue/new?family=${product.id}`} data-testid="variant-new">
          {t`Nouvelle variante`}
        </Link>
      ) : null}
    </section>
  );
}
