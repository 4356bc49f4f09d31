import type { Tender } from '@comptoir/sync-protocol/records/kinds';
import { Amount, formatMoney, Key, type Locale } from '@comptoir/ui-kit';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { isCorrection } from '../../../sale/draft.ts';
import { isAway } from '../../../sale/provisional.ts';
import { dueOf, usDollarsFor } from '../../../sale/settle.ts';
import { keepPayment } from '../../../till/correcting.ts';
import { dropExchange } from '../../../till/exchanging.ts';
import { giveCashBack, payCheque, payUsDollars } from '../../../till/paying.ts';
import { offered, payWithPoints } from '../../../till/points-paying.ts';
import { store, useTill } from '../../../till/store.ts';
import { giveValuesBack, isPoints, isValue, openValue } from '../../../till/value-paying.ts';
import { usDollarsGiven } from '../../us-dollars-given.ts';
import { useLocale } from '../../use-locale.ts';
import { CardProgress } from './card-progress.tsx';
import css from './pay.module.css';

/** Due is the largest thing here; below it what was paid so far, or what the payment terminal is doing. */
export function Pay() {
  const locale = useLocale();
  const draft = useTill((state) => state.draft);
  const priced = useTill((state) => state.priced);
  const increment = useTill((state) => state.rules?.rules.cashIncrementMinor ?? 5);
  const away = useTill((state) => isAway(state.link));
  const rate = useTill((state) => state.settings['us-dollar-rate']);
  const english = useTill((state) => state.receiptLanguage === 'en');
  if (!priced) return null;
  const due = dueOf(priced.totalMinor, draft.tenders, increment);
  if (draft.attempt) return <CardProgress attempt={draft.attempt} />;
  const hasCash = draft.tenders.some((tender) => tender.kind === 'cash');
  const hasValue = draft.tenders.some(isValue);
  const hasPoints = draft.tenders.some(isPoints);
  const offer = offered();
  const worth = formatMoney(offer?.amountMinor ?? 0, locale);
  const cash = formatMoney(due.cashMinor, locale);
  const usDollars = rate === null ? '' : formatMoney(usDollarsFor(due, rate), locale, 'USD');
  const rounding = formatMoney(due.cashRoundingMinor, locale);
  return (
    <div className={css.pay} data-testid="pay-panel">
      <div className={css.due}>
        <p className={css.label}>
          {draft.tenders.length > 0 ? <Trans>Reste à payer</Trans> : <Trans>À payer</Trans>}
        </p>
        <Amount className={css.amount} amountMinor={due.exactMinor} locale={locale} testId="due" />
        <p className={css.cash}>
          {due.cashRoundingMinor === 0 ? (
            <Trans>Au comptant : {cash}</Trans>
          ) : (
            <Trans>
              Au comptant : {cash}, arrondi {rounding}
            </Trans>
          )}
        </p>
      </div>
      {draft.tenders.length === 0 ? null : (
        <ul className={css.tenders} data-testid="tenders">
          {draft.tenders.map((tender, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: tenders are only added at the end or cleared.
            <li key={index}>
              <span>{tenderName(tender, locale)}</span>
              <Amount amountMinor={tender.amountMinor} locale={locale} />
            </li>
          ))}
        </ul>
      )}
      {away ? (
        <p className={css.help}>
          <Trans>
            Serveur du magasin injoignable. Comptant seulement, avec un reçu provisoire. Ouvrez le tiroir avec
            sa clé.
          </Trans>
        </p>
      ) : draft.tenders.length === 0 ? (
        <p className={css.help}>
          <Trans>
            Tapez le montant reçu, puis F9. Moins que le total est un acompte : le reste se paie autrement.
          </Trans>
        </p>
      ) : null}
      <div className={css.actions}>
        <Key onPress={() => void payCheque()} disabled={away} cap="F8" testId="pay-cheque">
          <Trans>Chèque</Trans>
        </Key>
        <Key onPress={() => openValue()} disabled={away} cap={t`Maj F8`} testId="pay-value">
          <Trans>Carte-cadeau ou crédit</Trans>
        </Key>
        {rate === null ? null : (
          <Key onPress={() => void payUsDollars()} cap={t`Maj Fin`} testId="pay-us-dollars">
            <Trans>Comptant, {usDollars}</Trans>
          </Key>
        )}
        {offer ? (
          <Key onPress={() => void payWithPoints()} disabled={away} cap={t`Maj F10`} testId="pay-points">
            <Trans>Points, {worth}</Trans>
          </Key>
        ) : null}
        <Key
          pressed={english}
          onPress={() => store.set({ receiptLanguage: english ? 'fr' : 'en' })}
          testId="receipt-english"
        >
          <Trans>Reçu aussi en anglais</Trans>
        </Key>
        {hasValue ? (
          <Key tone="danger" onPress={() => void giveValuesBack(isValue)} testId="give-values-back">
            <Trans>Remettre sur les cartes-cadeaux</Trans>
          </Key>
        ) : null}
        {hasPoints ? (
          <Key tone="danger" onPress={() => void giveValuesBack(isPoints)} testId="give-points-back">
            <Trans>Remettre les points</Trans>
          </Key>
        ) : null}
        {isCorrection(draft) ? (
          <Key tone="danger" onPress={keepPayment} disabled={draft.tenders.length > 0} testId="keep-payment">
            <Trans>Garder le premier paiement</Trans>
          </Key>
        ) : draft.exchange ? (
          <Key tone="danger" onPress={dropExchange} testId="drop-exchange">
            <Trans>Annuler l’échange</Trans>
          </Key>
        ) : null}
        {hasCash ? (
          <Key tone="danger" onPress={giveCashBack} testId="give-cash-back">
            <Trans>Rendre le comptant reçu</Trans>
          </Key>
        ) : null}
      </div>
    </div>
  );
}

export function tenderName(tender: Tender, locale: Locale): string {
  if (tender.kind === 'cash') {
    const given = usDollarsGiven(tender, locale);
    return given === null ? t`Comptant` : t`Comptant, ${given}`;
  }
  if (tender.kind === 'cheque') return t`Chèque`;
  if (tender.kind === 'exchange') return t`Échange`;
  if (tender.kind === 'loyalty-points') return t`Points de fidélité`;
  if (tender.kind !== 'card') {
    const name = tender.kind === 'gift-card' ? t`Carte-cadeau` : t`Crédit en magasin`;
    return `${name} •••• ${tender.last4}`;
  }
  return `${tender.brand || t`Carte`} •••• ${tender.last4}`;
}
