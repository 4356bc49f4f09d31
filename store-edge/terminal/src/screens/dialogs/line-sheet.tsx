import { formatNumber, Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { isFixed } from '../../sale/draft.ts';
import { change } from '../../till/basket.ts';
import { catalogue } from '../../till/context.ts';
import { openOnLine } from '../../till/discounting.ts';
import { changeQuantity, voidLine } from '../../till/selling.ts';
import { useTill } from '../../till/store.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { ProductFacts } from './product-facts.tsx';
import { closeDialog, Sheet } from './sheet.tsx';

export function LineSheet({ lineId }: { lineId: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const draft = useTill((state) => state.draft);
  const line = draft.lines.find((one) => one.id === lineId);
  const product = catalogue.get(line?.productId ?? '');
  if (!line || !product) return null;
  const fixed = isFixed(draft);
  return (
    <Sheet title={t`Fiche de l’article`} testId="line-dialog">
      <ProductFacts
        product={product}
        more={
          <div>
            <dt>
              <Trans>Quantité</Trans>
            </dt>
            <dd data-testid="line-quantity">{formatNumber(line.quantity, locale)}</dd>
          </div>
        }
      />
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
