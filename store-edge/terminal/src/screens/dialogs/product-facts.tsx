import type { StockAnswer, StockElsewhere } from '@comptoir/edge-agent/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { nameOf } from '../../i18n/names.ts';
import type { Product } from '../../replica/product.ts';
import { shortGtin } from '../../sale/recognise.ts';
import { edge } from '../../till/context.ts';
import { useTill } from '../../till/store.ts';
import { Picture } from '../sale/components/picture.tsx';
import { useAge } from '../use-age.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';

/** An article: its picture, name and codes, its price, and how many are here. @param more facts of where it is shown. */
export function ProductFacts({ product, more }: { product: Product; more?: ReactNode }) {
  const locale = useLocale();
  const pricesAsOf = useTill((state) => state.pricesAsOf);
  const age = useAge();
  const productId = product.id;
  const [stock, setStock] = useState<StockAnswer | null>(null);
  const [elsewhere, setElsewhere] = useState<StockElsewhere>([]);
  useEffect(() => {
    let gone = false;
    setStock(null);
    setElsewhere([]);
    void edge()
      .stock(productId)
      .then((reply) => {
        if (!gone && reply.is === 'ok') setStock(reply.body);
      });
    void edge()
      .stockElsewhere(productId)
      .then((reply) => {
        if (!gone && reply.is === 'ok') setElsewhere(reply.body);
      });
    return () => {
      gone = true;
    };
  }, [productId]);
  const name = nameOf(product, locale);
  const gtin = product.gtins[0];
  const pieces = ({ onHand, asOf }: Pick<StockAnswer, 'onHand' | 'asOf'>) =>
    `${formatNumber(onHand, locale)} (${age(asOf)})`;
  return (
    <>
      <div className={css.product}>
        <Picture url={product.imageUrl} name={name} size={96} />
        <div className={css.grow}>
          <strong className={css.productName} data-testid="product-name">
            {name}
          </strong>
          <span className={css.detail}>
            {gtin === undefined ? product.sku : `${shortGtin(gtin)} · ${product.sku}`}
          </span>
        </div>
      </div>
      <dl className={css.facts}>
        <div>
          <dt>
            <Trans>Prix</Trans>
          </dt>
          <dd data-testid="product-price">
            <Amount amountMinor={product.unitPriceMinor} locale={locale} />
            {product.soldBy === 'weight' ? '\u00a0/\u00a0kg' : null}
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Prix à jour</Trans>
          </dt>
          <dd>{pricesAsOf === null ? '—' : age(pricesAsOf)}</dd>
        </div>
        <div>
          <dt>
            <Trans>En stock ici</Trans>
          </dt>
          <dd data-testid="stock-here">{stock === null ? '—' : pieces(stock)}</dd>
        </div>
        {elsewhere.map((there) => (
          <div key={there.name} data-testid="stock-elsewhere">
            <dt>{there.name}</dt>
            <dd>{pieces(there)}</dd>
          </div>
        ))}
        {more}
      </dl>
    </>
  );
}
