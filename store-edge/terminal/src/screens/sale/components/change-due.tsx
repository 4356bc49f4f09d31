import { Amount, formatMoney, Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { isCorrectable } from '../../../sale/correction.ts';
import { isTaken } from '../../../sale/kept-sale.ts';
import { correctPayment } from '../../../till/correcting.ts';
import { isGiftCard } from '../../../till/gift-cards.ts';
import { reprint } from '../../../till/printing.ts';
import { openReceiptMail } from '../../../till/receipt-mails.ts';
import { useTill } from '../../../till/store.ts';
import { useLocale } from '../../use-locale.ts';
import css from './change-due.module.css';
import { tenderName } from './pay.tsx';
import { ProvisionalSlip } from './provisional-slip.tsx';
import { ReceiptState } from './receipt-state.tsx';

/** What to give back, at 96 px, until the next scan. */
export function ChangeDue() {
  const { t } = useLingui();
  const locale = useLocale();
  const finished = useTill((state) => state.finished);
  const sales = useTill((state) => state.sales);
  const [lastPrintId, setLastPrintId] = useState<string | null>(null);
  if (!finished) return null;
  const { draft, priced, changeMinor, roundingMinor, cancelledMinor } = finished;
  const sale = sales.find((one) => one.saleId === draft.saleId);
  const gives = changeMinor > 0;
  const tipMinor = draft.tenders.reduce(
    (sum, tender) => sum + (tender.kind === 'card' ? (tender.tipMinor ?? 0) : 0),
    0,
  );
  const committed = sale !== undefined && isTaken(sale);
  const provisionalNumber = sale?.provisionalNumber ?? null;
  const print = async (language: 'fr' | 'en', gift = false) => {
    if (sale) setLastPrintId(await reprint(sale.saleId, language, gift));
  };
  return (
    <div className={css.change} data-testid="change-due">
      <div>
        <div className={css.head}>
          <p className={css.label}>
            {gives ? <Trans>Monnaie à rendre</Trans> : <Trans>Payé, rien à rendre</Trans>}
          </p>
          {isCorrectable(finished, isGiftCard) ? (
            <Key
              onPress={() => void correctPayment()}
              disabled={!committed}
              cap={t`Suppr`}
              testId="correct-payment"
            >
              <Trans>Corriger le paiement</Trans>
            </Key>
          ) : null}
        </div>
        <Amount
          className={css.amount}
          amountMinor={gives ? changeMinor : priced.totalMinor + roundingMinor}
          locale={locale}
          testId="change"
        />
      </div>
      <dl className={css.facts}>
        {draft.tenders.map((tender, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sale is over, its tenders are fixed.
          <div key={index}>
            <dt>
              {tender.kind === 'cash' && !tender.usDollars ? t`Comptant reçu` : tenderName(tender, locale)}
            </dt>
            <dd>{formatMoney(tender.kind === 'cash' ? tender.receivedMinor : tender.amountMinor, locale)}</dd>
          </div>
        ))}
        {cancelledMinor === undefined ? null : (
          <div data-testid="payment-corrected">
            <dt>
              <Trans>Comptant annulé</Trans>
            </dt>
            <dd>{formatMoney(cancelledMinor, locale)}</dd>
          </div>
        )}
        {tipMinor === 0 ? null : (
          <div>
            <dt>
              <Trans>Pourboire</Trans>
            </dt>
            <dd data-testid="tip-paid">{formatMoney(tipMinor, locale)}</dd>
          </div>
        )}
        {roundingMinor === 0 ? null : (
          <div>
            <dt>
              <Trans>Arrondi au comptant</Trans>
            </dt>
            <dd data-testid="rounding">{formatMoney(roundingMinor, locale)}</dd>
          </div>
        )}
      </dl>
      <ReceiptState sale={sale} printId={lastPrintId} />
      <div className={css.actions}>
        {provisionalNumber !== null && !committed ? (
          <Key onPress={() => window.print()} testId="print-provisional">
            <Trans>Imprimer le reçu provisoire</Trans>
          </Key>
        ) : (
          <>
            <Key onPress={() => void print('fr')} disabled={!committed} testId="reprint">
              <Trans>Réimprimer</Trans>
            </Key>
            <Key onPress={() => void print('en')} disabled={!committed} testId="reprint-en">
              <Trans>Aussi en anglais</Trans>
            </Key>
            <Key
              onPress={() => void print(sale?.language ?? 'fr', true)}
              disabled={!committed}
              testId="gift-receipt"
            >
              <Trans>Reçu-cadeau</Trans>
            </Key>
            <Key onPress={openReceiptMail} disabled={!committed} cap={t`PgSuiv`} testId="receipt-by-mail">
              <Trans>Par courriel</Trans>
            </Key>
          </>
        )}
      </div>
      {sale && provisionalNumber !== null ? (
        <ProvisionalSlip finished={finished} sale={sale} number={provisionalNumber} />
      ) : null}
    </div>
  );
}
