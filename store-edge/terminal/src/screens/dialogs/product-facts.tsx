import type { StockAnswer } from '@comptoir/edge-agent/api';
import { Amount, formatNumber, formatTime } from '@comptoir/ui-kit';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { nameOf } from '../../i18n/names.ts';
import type { Product } from '../../replica/product.ts';
import { shortGtin } from '../../sale/recognise.ts';
import { edge } from '../../till/context.ts';
import { useTill } from '../../till/store.ts';
import { Picture } from '../sale/components/picture.tsx';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';

/** An article: its picture, name and codes, its price, and how many are here. @param more facts of where it is shown. */
export function ProductFacts({ product, more }: { product: Product; more?: ReactNode }) {
  const locale = useLocale();
  const timeZone = useTill((state) => state.register?.store.timeZone);
  const productId = product.id;
  const [stock, setStock] = useState<StockAnswer | null>(null);
  useEffect(() => {
    let gone = false;
    setStock(null);
    void edge()
      .stock(productId)
      .then((reply) => {
        if (!gone && reply.is === 'ok') setStock(reply.body);
      });
    return () => {
      gone = true;
    };
  }, [productId]);
  const name = nameOf(product, locale);
  const gtin = product.gtins[0];
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
            <Trans>En stock ici</Trans>
          </dt>
          <dd data-testid="stock-here">
            {stock === null
              ? '—'
              : `${formatNumber(stock.onHand, locale)} (${formatTime(new Date(stock.asOf), locale, timeZone)})`}
          </dd>
        </div>
        {more}
      </dl>
    </>
  );
}
