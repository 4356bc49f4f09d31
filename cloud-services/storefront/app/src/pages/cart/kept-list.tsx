import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { AddForm } from '../../parts/add-form.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { KeepForm } from '../../parts/keep-form.tsx';
import { Picture } from '../../parts/picture.tsx';
import { Price } from '../../parts/price.tsx';
import type { KeptProduct } from '../../shared/shapes/cart.ts';
import css from './cart.module.css';

/** What is kept for later; nothing kept, no list. */
export function KeptList({ kept }: { kept: readonly KeptProduct[] }) {
  const { t } = useLingui();
  const { to } = useSpoken();
  if (kept.length === 0) return null;
  return (
    <section className={css.kept} aria-labelledby="kept">
      <h2 id="kept">{t`Gardés pour plus tard`}</h2>
      <ul className={css.lines}>
        {kept.map((product) => (
          <li key={product.productId} className={css.line} data-testid="kept" data-code={product.code}>
            <div className={css.picture}>
              <Picture url={product.picture} />
            </div>
            <div className={css.words}>
              <Link to={to('product', { code: product.code })}>{product.name}</Link>
            </div>
            <div className={css.amount}>
              <Price {...product} isFrom={product.hasVariants} />
            </div>
            <div className={css.act}>
              {product.hasVariants || product.priceMinor === null ? (
                <Link className={buttonClass()} to={to('product', { code: product.code })}>{t`Choisir`}</Link>
              ) : (
                <AddForm code={product.code} name={product.name} soldBy={product.soldBy} />
              )}
              <KeepForm productId={product.productId} name={product.name} isKept />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
