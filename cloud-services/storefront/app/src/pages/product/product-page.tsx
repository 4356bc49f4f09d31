import { useLingui } from '@lingui/react/macro';
import { Link, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { AddForm } from '../../parts/add-form.tsx';
import { Breadcrumbs } from '../../parts/breadcrumbs.tsx';
import { KeepForm } from '../../parts/keep-form.tsx';
import { Picture } from '../../parts/picture.tsx';
import { Price } from '../../parts/price.tsx';
import { ProductSection } from '../../parts/product-section.tsx';
import type { ProductData } from '../../shared/shapes/catalogue.ts';
import css from './product.module.css';
import { ProductPromotions } from './product-promotions.tsx';
import { ProductStock } from './product-stock.tsx';

export function ProductPage() {
  const product = useLoaderData<ProductData>();
  const {
    name,
    code,
    picture,
    priceMinor,
    beforeMinor,
    soldBy,
    isTaxed,
    stock,
    related,
    together,
    seen,
    gtin,
  } = product;
  const { t } = useLingui();
  const isOut = stock !== null && stock.online <= 0;
  return (
    <>
      <title>{`${name} · Comptoir`}</title>
      <Breadcrumbs places={[product.parentCategory, product.category]} />
      <article className={css.product} data-testid="product-page" data-id={product.id}>
        <div className={css.picture}>
          <Picture url={picture} isFirst />
        </div>
        <div className={css.facts}>
          <h1>{name}</h1>
          <p className={css.price}>
            <Price priceMinor={priceMinor} beforeMinor={beforeMinor} soldBy={soldBy} />
            <span>{isTaxed ? t`avant taxes` : t`sans taxe`}</span>
          </p>
          <ProductPromotions promotions={product.promotions} />
          <Variants product={product} />
          {priceMinor === null ? (
            <p>{t`Le prix n’est pas connu pour l’instant : cet article ne peut pas être commandé.`}</p>
          ) : isOut ? null : (
            <AddForm key={code} code={code} name={name} soldBy={soldBy} isLarge />
          )}
          <KeepForm productId={product.id} name={name} isKept={product.isKept} code={code} />
          <ProductStock stock={stock} soldBy={soldBy} />
          <p className={css.code}>
            {t`Code de l’article : ${code}`}
            {gtin === null ? null : (
              <>
                <br />
                {t`Code-barres : ${gtin.replace(/^0+(?=\d{8})/, '')}`}
              </>
            )}
          </p>
        </div>
      </article>
      <ProductSection id="together" title={t`Souvent achetés avec`} products={together} />
      <ProductSection id="related" title={t`Dans le même rayon`} products={related} />
      <ProductSection id="seen" title={t`Vus récemment`} products={seen} />
    </>
  );
}

function Variants({ product }: { product: ProductData }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  return product.options
    .filter(({ values }) => values.length > 1)
    .map(({ name, values }) => (
      <nav className={css.variants} key={name} aria-label={name ?? t`Variantes`}>
        <p>{name ?? t`Choisissez une variante`}</p>
        <ul>
          {values.map(({ code, name: value, isChosen }) => (
            <li key={value}>
              <Link
                to={to('product', { code })}
                aria-current={isChosen ? 'true' : undefined}
                preventScrollReset
                replace
              >
                {value}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    ));
}
