import { formatMoney } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { Field } from '../../parts/form.tsx';
import type { GiftCardFound } from '../../shared/shapes/checkout.ts';
import type { FieldFault } from '../../shared/shapes/form.ts';
import css from './checkout.module.css';

/** A gift card or a store credit: its code is looked up, then it pays what it can. */
export function GiftCardChoice(props: {
  found: GiftCardFound | null;
  usedMinor: number;
  fault: FieldFault | undefined;
  isBusy: boolean;
  onFind: () => void;
  onRemove: () => void;
}) {
  const { found, usedMinor, fault, isBusy, onFind, onRemove } = props;
  const { t } = useLingui();
  const { locale } = useSpoken();
  if (found) {
    const [used, left] = [usedMinor, found.balanceMinor - usedMinor].map((minor) =>
      formatMoney(minor, locale),
    );
    return (
      <div className={css.gift} data-testid="gift-card">
        <input type="hidden" name="giftCode" value={found.code} />
        <input type="hidden" name="giftMinor" value={usedMinor} />
        <p role="status">
          {t`Carte-cadeau •••• ${found.last4} : elle paie ${used}. Il restera ${left} dessus.`}
        </p>
        <button type="button" className={buttonClass('quiet')} onClick={onRemove} data-testid="gift-remove">
          {t`Ne pas l’utiliser`}
        </button>
      </div>
    );
  }
  return (
    <div className={css.gift}>
      <Field
        name="giftCode"
        label={t`Carte-cadeau ou crédit (au besoin)`}
        hint={t`Les 16 symboles du code, qui commence par V.`}
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={24}
        fault={fault}
      />
      <button
        type="button"
        className={buttonClass()}
        aria-disabled={isBusy}
        onClick={onFind}
        data-testid="gift-find"
      >
        {isBusy ? t`Recherche…` : t`Utiliser`}
      </button>
    </div>
  );
}
