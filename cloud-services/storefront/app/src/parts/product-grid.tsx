import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import type { ProductCard } from '../shared/shapes/catalogue.ts';
import { AddForm } from './add-form.tsx';
import { buttonClass } from './buttons.ts';
import { Picture } from './picture.tsx';
import { Price } from './price.tsx';
import css from './product-grid.module.css';

/** How many pictures are seen at once, and so are not put off. */
const firstSeen = 4;

export function ProductGrid(props: { products: readonly ProductCard[]; label: string; isFirst?: boolean }) {
  const { products, label, isFirst = false } = props;
  return (
    <ul className={css.grid} aria-label={label} data-testid="products">
      {products.map((product, at) => (
        <Card key={product.code} product={product} isFirst={isFirst && at < firstSeen} />
      ))}
    </ul>
  );
}

function Card({ product, isFirst }: { product: ProductCard; isFirst: boolean }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  const { code, name, priceMinor, beforeMinor, soldBy, picture, promotion, hasVariants } = product;
  const page = to('product', { code });
  return (
    <li className={css.card} data-testid="product" data-code={code}>
      <Picture url={picture} isFirst={isFirst} />
      <p className={css.name}>
        <Link to={page}>{name}</Link>
      </p>
      <div className={css.bottom}>
        {promotion === null ? null : <p className={css.promotion}>{promotion}</p>}
        <p className={css.price}>
          <Price priceMinor={priceMinor} beforeMinor={beforeMinor} soldBy={soldBy} isFrom={hasVariants} />
        </p>
        <div className={css.act}>
          {hasVariants ? (
            <Link to={page} className={buttonClass('plain', 'wide')}>
              {t`Choisir`}
              <span className="visually-hidden">{name}</span>
            </Link>
          ) : priceMinor === null ? null : (
            <AddForm code={code} name={name} soldBy={soldBy} />
          )}
        </div>
      </div>
    </li>
  );
}
