import { Amount, formatPercent } from '@comptoir/ui-kit';
import { Plural, useLingui } from '@lingui/react/macro';
import { useSpoken } from '../i18n/language.tsx';
import type { Totals as Sums } from '../shared/shapes/cart.ts';
import css from './totals.module.css';

/** Subtotal, savings, delivery and each tax by its name, the total, and what points and a gift card pay of it. What is left outweighs them. */
export function Totals(props: {
  totals: Omit<Sums, 'isEstimated'> & Readonly<{ isEstimated?: boolean }>;
  isCollected: boolean;
}) {
  const { totals, isCollected } = props;
  const { t } = useLingui();
  const { locale } = useSpoken();
  const giftCard = totals.giftCard ?? null;
  const isShared = totals.points !== null || giftCard !== null;
  const names: Readonly<Record<string, string>> = {
    GST: t`TPS`,
    QST: t`TVQ`,
    HST: t`TVH`,
    PST: t`TVP`,
    RST: t`TVD`,
  };
  return (
    <dl className={css.totals} data-testid="totals">
      <div className={css.row}>
        <dt>{t`Sous-total`}</dt>
        <dd>
          <Amount
            amountMinor={totals.subtotalMinor + totals.discountMinor}
            locale={locale}
            testId="subtotal"
          />
        </dd>
      </div>
      {totals.discountMinor === 0 ? null : (
        <div className={`${css.row} ${css.savings}`}>
          <dt>{t`Rabais`}</dt>
          <dd>
            <Amount amountMinor={-totals.discountMinor} locale={locale} />
          </dd>
        </div>
      )}
      <div className={css.row}>
        <dt>{isCollected ? t`Ramassage en magasin` : t`Livraison`}</dt>
        <dd>
          {totals.isEstimated ? (
            t`selon le code postal`
          ) : totals.deliveryMinor === 0 ? (
            t`Gratuit`
          ) : (
            <Amount amountMinor={totals.deliveryMinor} locale={locale} testId="delivery" />
          )}
        </dd>
      </div>
      {totals.taxes.map(({ code, rate, amountMinor }) => (
        <div className={css.row} key={`${code} ${rate}`}>
          <dt>{`${names[code] ?? code} (${formatPercent(rate, locale)})`}</dt>
          <dd>
            <Amount amountMinor={amountMinor} locale={locale} testId={`tax-${code}`} />
          </dd>
        </div>
      ))}
      <div className={isShared ? css.whole : css.total}>
        <dt>{totals.isEstimated ? t`Total sans livraison` : t`Total`}</dt>
        <dd>
          <Amount amountMinor={totals.totalMinor} locale={locale} testId="total" />
        </dd>
      </div>
      {totals.points === null ? null : (
        <div className={`${css.row} ${css.savings}`}>
          <dt>
            <Plural value={totals.points.points} one="Payé avec # point" other="Payé avec # points" />
          </dt>
          <dd>
            <Amount amountMinor={-totals.points.amountMinor} locale={locale} testId="points-paid" />
          </dd>
        </div>
      )}
      {giftCard === null ? null : (
        <div className={`${css.row} ${css.savings}`}>
          <dt>
            {giftCard.kind === 'exchange'
              ? t`Échange de ${giftCard.last4}`
              : t`Carte-cadeau •••• ${giftCard.last4}`}
          </dt>
          <dd>
            <Amount amountMinor={-giftCard.amountMinor} locale={locale} testId="gift-paid" />
          </dd>
        </div>
      )}
      {isShared ? (
        <div className={css.total}>
          <dt>{t`Par carte`}</dt>
          <dd>
            <Amount
              amountMinor={totals.dueMinor - (giftCard?.amountMinor ?? 0)}
              locale={locale}
              testId="due"
            />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
