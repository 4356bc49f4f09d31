import { returnReasons } from '@comptoir/sync-protocol/records/return-reason';
import { Amount, formatMoney, formatNumber, Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { isFixed } from '../../sale/draft.ts';
import {
  backOf,
  cardsOf,
  leftAt,
  pointsBackMinor,
  type ReturnDraft,
  restOf,
} from '../../sale/return-draft.ts';
import type { Returning } from '../../till/return-state.ts';
import { exchangeMinorOf, giveBack, pick } from '../../till/returning.ts';
import { useTill } from '../../till/store.ts';
import { useLocale } from '../use-locale.ts';
import { OrderWays } from './order-ways.tsx';
import { ReturnProblem } from './problem.tsx';
import css from './returns.module.css';

/** What was sold: a touch takes a line back. What came back before is struck out. */
export function ReturnLines({ draft, returning }: { draft: ReturnDraft; returning: Returning }) {
  const { t } = useLingui();
  const locale = useLocale();
  const list = useRef<HTMLUListElement>(null);
  const { busy, problem } = returning;
  const back = backOf(draft);
  const totalMinor = back.is === 'given-back' ? back.totalMinor : 0;
  const exchangeMinor = exchangeMinorOf(draft, totalMinor);
  const restMinor = restOf(draft, totalMinor, exchangeMinor);
  const pointsMinor = pointsBackMinor(draft, totalMinor - exchangeMinor);
  const basketMinor = useTill((state) => state.priced?.totalMinor ?? 0);
  const canExchange = useTill(
    ({ draft: basket, panel }) =>
      basket.lines.length > 0 && panel !== 'change' && !isFixed(basket) && draft.sale.known !== 'order',
  );
  const { paid, receiptNumber } = draft.sale;
  const isPaidByIt = draft.isExchange === true && restMinor === 0;
  const cards = cardsOf(draft, restMinor);
  const tipMinor = draft.sale.payments.reduce((sum, payment) => sum + (payment.tipMinor ?? 0), 0);
  const reasonWords = {
    'changed-mind': t`Ne convient pas`,
    defective: t`Défectueux`,
    'wrong-item': t`Mauvais article`,
    other: t`Autre`,
  } as const;
  const whyNone = ({ toComeQuantity = '0' }: ReturnDraft['sale']['lines'][number]) => {
    if (toComeQuantity !== '0') return t`Pas encore parti`;
    return paid ? t`Déjà remboursé` : t`Déjà revenu`;
  };
  // Space takes a line, and the next one is at hand.
  useEffect(() => list.current?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus(), []);
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === 'ArrowDown' || event.key === ' ' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    const buttons = [
      ...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-line]:not(:disabled)') ?? []),
    ];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    // After the key is released, the browser has pressed the one in hand.
    setTimeout(() => buttons[at + by]?.focus());
  };
  return (
    <div className={css.find}>
      <div className={css.column}>
        <p className={css.help}>
          {draft.receipt === null
            ? t`Sans reçu, au prix d’aujourd’hui`
            : paid
              ? t`Commande ${receiptNumber}`
              : receiptNumber}
          {' · '}
          {draft.sale.soldAt.slice(0, 10)}
          {draft.sale.isCurrent ? null : ' · '}
          {draft.sale.isCurrent ? null : (
            <Trans>Siège hors d’atteinte : les retours d’ailleurs ne sont pas comptés.</Trans>
          )}
        </p>
        <ul className={css.lines} ref={list} onKeyUp={step}>
          {draft.sale.lines.map((line) => {
            const picked = draft.picked.find(({ position }) => position === line.position);
            const left = leftAt(draft, line.position);
            const name = locale === 'fr-CA' ? line.name.fr : line.name.en;
            return (
              <li key={line.position} className={css.row}>
                <button
                  type="button"
                  data-line
                  className={css.line}
                  aria-pressed={picked !== undefined}
                  disabled={left === '0' || busy}
                  onClick={() =>
                    draft.receipt === null ? undefined : pick({ type: 'toggled', position: line.position })
                  }
                  data-testid={`return-line-${line.position}`}
                >
                  <span className={css.grow} data-gone={left === '0'}>
                    {name}
                    {line.serial === undefined && line.lot === undefined ? null : (
                      <span className={css.detail} data-testid={`return-piece-${line.position}`}>
                        {line.serial === undefined
                          ? t`Lot : ${line.lot ?? ''}`
                          : t`No de série : ${line.serial}`}
                      </span>
                    )}
                    <span className={css.detail}>
                      {left === '0'
                        ? whyNone(line)
                        : `${formatNumber(picked?.quantity ?? left, locale)} / ${formatNumber(line.quantity, locale)}`}
                    </span>
                  </span>
                  <Amount amountMinor={line.amountMinor} locale={locale} />
                </button>
                {picked ? (
                  <>
                    {draft.receipt === null || left === '1' ? null : (
                      <Key
                        onPress={() => pick({ type: 'quantity-changed', position: line.position, by: -1 })}
                        disabled={busy}
                        testId={`return-less-${line.position}`}
                      >
                        −1
                      </Key>
                    )}
                    <Key
                      pressed={picked.condition === 'damaged'}
                      onPress={() => pick({ type: 'condition-toggled', position: line.position })}
                      disabled={busy}
                      testId={`return-damaged-${line.position}`}
                    >
                      <Trans>Endommagé</Trans>
                    </Key>
                  </>
                ) : null}
              </li>
            );
          })}
        </ul>
      </div>
      <div className={css.column}>
        <fieldset className={css.keys}>
          <legend className={css.help}>
            <Trans>Raison</Trans>
          </legend>
          {returnReasons.map((reason) => (
            <Key
              key={reason}
              pressed={draft.reason === reason}
              onPress={() => pick({ type: 'reason-chosen', reason })}
              disabled={busy}
              testId={`reason-${reason}`}
            >
              {reasonWords[reason]}
            </Key>
          ))}
        </fieldset>
        <p className={css.help}>
          {draft.isExchange ? (
            <Trans>À rembourser après l’échange</Trans>
          ) : (
            <Trans>À rembourser, taxes comprises</Trans>
          )}
        </p>
        <Amount className={css.amount} amountMinor={restMinor} locale={locale} testId="return-total" />
        {pointsMinor > 0 ? (
          <p className={css.help} data-testid="return-points">
            <Trans>Et {formatMoney(pointsMinor, locale)} remis en points</Trans>
          </p>
        ) : null}
        {tipMinor > 0 ? (
          <p className={css.help} data-testid="return-tip">
            <Trans>Le pourboire de {formatMoney(tipMinor, locale)} reste au personnel.</Trans>
          </p>
        ) : null}
        <ReturnProblem problem={problem} />
        {busy ? (
          <p className={css.help} role="status">
            <Trans>Un instant.</Trans>
          </p>
        ) : null}
        {canExchange || draft.isExchange ? (
          <Key
            pressed={draft.isExchange === true}
            onPress={() => pick({ type: 'exchange-toggled' })}
            disabled={busy || totalMinor === 0 || draft.refund !== null || !canExchange}
            cap={t`Inser`}
            testId="return-exchange"
          >
            <Trans>Échanger contre le panier, {formatMoney(basketMinor, locale)}</Trans>
          </Key>
        ) : null}
        {paid ? (
          <OrderWays
            paid={paid}
            totalMinor={totalMinor}
            hadMinor={back.is === 'given-back' ? back.hadMinor : 0}
            busy={busy}
          />
        ) : isPaidByIt ? (
          <Key
            tone="primary"
            onPress={() => void giveBack('cash')}
            disabled={busy || totalMinor === 0}
            cap="F9"
            testId="return-to-basket"
          >
            <Trans>Échanger, reste à payer {formatMoney(basketMinor - exchangeMinor, locale)}</Trans>
          </Key>
        ) : (
          <GiveBackKeys
            cards={cards}
            restMinor={restMinor}
            isOver={totalMinor === 0}
            draft={draft}
            busy={busy}
          />
        )}
      </div>
    </div>
  );
}

function GiveBackKeys({
  cards,
  restMinor,
  isOver,
  draft,
  busy,
}: {
  cards: ReturnType<typeof cardsOf>;
  restMinor: number;
  /** Nothing is picked. */
  isOver: boolean;
  draft: ReturnDraft;
  busy: boolean;
}) {
  const locale = useLocale();
  const [card] = cards;
  const cardMinor = cards.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const cardAmount = formatMoney(cardMinor, locale);
  const last4 = cards.map((one) => one.last4).join(', ');
  return (
    <>
      {card ? (
        <Key
          tone="primary"
          onPress={() => void giveBack('card')}
          disabled={busy || restMinor === 0}
          cap="F10"
          testId="return-to-card"
        >
          {draft.refund ? (
            <Trans>Redemander au terminal de paiement</Trans>
          ) : (
            <Trans>
              Rembourser {cardAmount} sur la carte •••• {last4}
            </Trans>
          )}
        </Key>
      ) : null}
      <Key
        tone={card ? 'plain' : 'primary'}
        onPress={() => void giveBack('cash')}
        disabled={busy || isOver || draft.refund !== null}
        cap="F9"
        testId="return-in-cash"
      >
        {restMinor === 0 && !isOver ? (
          <Trans>Terminer le retour</Trans>
        ) : (
          <Trans>Rembourser au comptant</Trans>
        )}
      </Key>
      <Key
        onPress={() => void giveBack('credit')}
        disabled={busy || restMinor === 0 || draft.refund !== null}
        cap="F8"
        testId="return-as-credit"
      >
        <Trans>Donner un crédit en magasin</Trans>
      </Key>
    </>
  );
}
