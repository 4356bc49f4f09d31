import type { StockAnswer } from '@comptoir/edge-agent/api';
import { Amount, formatNumber, formatTime, Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { nameOf } from '../../i18n/names.ts';
import { isFixed } from '../../sale/draft.ts';
import { shortGtin } from '../../sale/recognise.ts';
import { change } from '../../till/basket.ts';
import { catalogue, edge } from '../../till/context.ts';
import { openOnLine } from '../../till/discounting.ts';
import { changeQuantity, voidLine } from '../../till/selling.ts';
import { useTill } from '../../till/store.ts';
import { Picture } from '../sale/components/picture.tsx';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { closeDialog, Sheet } from './sheet.tsx';

export function LineSheet({ lineId }: { lineId: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const draft = useTill((state) => state.draft);
  const timeZone = useTill((state) => state.register?.store.timeZone);
  const line = draft.lines.find((one) => one.id === lineId);
  const product = catalogue.get(line?.productId ?? '');
  const productId = product?.id;
  const [stock, setStock] = useState<StockAnswer | null>(null);
  useEffect(() => {
    if (productId === undefined) return;
    let gone = false;
    void edge()
      .stock(productId)
      .then((reply) => {
        if (!gone && reply.is === 'ok') setStock(reply.body);
      });
    return () => {
      gone = true;
    };
  }, [productId]);
  if (!line || !product) return null;
  const name = nameOf(product, locale);
  const gtin = product.gtins[0];
  const fixed = isFixed(draft);
  return (
    <Sheet title={t`Fiche de l’article`} testId="line-dialog">
      <div className={css.product}>
        <Picture url={product.imageUrl} name={name} size={96} />
        <div className={css.grow}>
          <strong className={css.productName}>{name}</strong>
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
          <dd>
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
        <div>
          <dt>
            <Trans>Quantité</Trans>
          </dt>
          <dd data-testid="line-quantity">{formatNumber(line.quantity, locale)}</dd>
        </div>
      </dl>
      <label className={css.field}>
        <Trans>Note, imprimée sur le reçu</Trans>
        <input
          defaultValue={line.note ?? ''}
          maxLength={80}
          disabled={fixed}
          onBlur={({ target }) => void change({ type: 'line-noted', lineId, note: target.value.trim() })}
          data-testid="line-note"
        />
      </label>
      <div className={css.actions}>
        <Key onPress={() => changeQuantity(-1)} disabled={fixed} testId="sheet-less">
          −1
          <span className="unseen">{t`Un de moins`}</span>
        </Key>
        <Key onPress={() => changeQuantity(1)} disabled={fixed} testId="sheet-more">
          +1
          <span className="unseen">{t`Un de plus`}</span>
        </Key>
        <Key onPress={() => openOnLine('discount')} disabled={fixed} cap="F5" testId="sheet-discount">
          <Trans>Rabais</Trans>
        </Key>
        <Key onPress={() => openOnLine('price')} disabled={fixed} cap="F6" testId="sheet-price">
          <Trans>Prix</Trans>
        </Key>
        <Key tone="primary" onPress={closeDialog} cap={t`Échap`} testId="sheet-done">
          <Trans>Retour à la vente</Trans>
        </Key>
        <Key
          tone="danger"
          className={css.apartKey}
          onPress={() => {
            voidLine(lineId);
            closeDialog();
          }}
          disabled={fixed}
          testId="sheet-void"
        >
          <Trans>Annuler la ligne</Trans>
        </Key>
      </div>
    </Sheet>
  );
}
