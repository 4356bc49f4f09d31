import { Amount, formatMoney } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link, useFetcher, useLoaderData, useLocation } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { FaultSummary, useProblemWords } from '../../parts/form.tsx';
import { lineWords } from '../../parts/line-words.ts';
import { Notice } from '../../parts/notice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { Totals } from '../../parts/totals.tsx';
import type { Cart } from '../../shared/shapes/cart.ts';
import type { CheckoutAnswer } from '../../shared/shapes/checkout.ts';
import type { FollowData } from '../../shared/shapes/order.ts';
import type { CardHandle } from '../checkout/card-fields.tsx';
import { CardPart } from '../checkout/card-part.tsx';
import { useRefusal } from '../checkout/use-refusal.ts';
import css from './order.module.css';

/** The cart as more of an order, or in exchange for some of it: who and where to are known, so that paying is all that is left. */
export function FollowPage() {
  const data = useLoaderData<FollowData>();
  const { t } = useLingui();
  const { to } = useSpoken();
  const words = useProblemWords();
  const { orderId, number, kind, cart, problem } = data;
  const title =
    kind === 'addition' ? t`Ajouter à la commande ${number}` : t`Échanger de la commande ${number}`;
  return (
    <>
      <title>{`${title} · Comptoir`}</title>
      <h1>
        {kind === 'addition' ? (
          <Trans>
            Ajouter à la commande <span className="unbroken">{number}</span>
          </Trans>
        ) : (
          <Trans>
            Échanger de la commande <span className="unbroken">{number}</span>
          </Trans>
        )}
      </h1>
      <p>
        <Link to={to('order', { orderId })}>{t`Revenir à la commande`}</Link>
      </p>
      {problem === null ? null : (
        <Notice tone="warn" isUrgent testId="follow-problem">
          {words(problem)}
        </Notice>
      )}
      {cart === null ? (
        <Notice tone="info" testId="follow-empty">
          <span>{t`Mettez d’abord dans votre panier ce que vous voulez, puis revenez ici.`}</span>
          <Link to={to('home')}>{t`Voir les rayons`}</Link>
        </Notice>
      ) : problem === null ? (
        <PayForm data={data} cart={cart} />
      ) : null}
    </>
  );
}

function PayForm({ data, cart }: { data: FollowData; cart: Cart }) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  const { pathname, search } = useLocation();
  const paying = useFetcher<CheckoutAnswer>();
  const card = useRef<CardHandle>(null);
  const form = useRef<HTMLFormElement>(null);
  const [attempt, setAttempt] = useState(data.attempt);
  const [cardFault, setCardFault] = useState<string | null>(null);
  const [isTokenizing, setTokenizing] = useState(false);
  const answer = paying.state === 'idle' ? paying.data : undefined;
  const next = answer?.attempt;
  useEffect(() => {
    if (next !== undefined) setAttempt(next);
  }, [next]);
  const { dueMinor } = cart.totals;
  const leftMinor = dueMinor - data.worthMinor;
  const refusal = useRefusal(
    answer && { ...answer, newDueMinor: answer.newDueMinor && leftMinor },
    cardFault,
  );
  const isBusy = isTokenizing || paying.state !== 'idle';
  const isBlocked = cart.lines.some(({ isSold, onlyLeft }) => !isSold || onlyLeft !== null);

  async function pay(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    const told: Record<string, string> = {
      attempt,
      expectedDueMinor: String(dueMinor),
      cartVersion: String(data.cartVersion),
    };
    if (leftMinor > 0) {
      if (!card.current) return;
      setTokenizing(true);
      setCardFault(null);
      const token = await card.current.tokenize({ name: data.name });
      setTokenizing(false);
      if (!token.ok) return setCardFault(token.message);
      told.paymentMethod = token.id;
    }
    paying.submit(told, { method: 'post', action: `${pathname}${search}` });
  }

  return (
    <form className={css.layout} ref={form} onSubmit={pay} noValidate>
      <div className={css.main}>
        <FaultSummary answer={answer} labels={{}} said={refusal} />
        <Sheet title={t`Paiement`}>
          <p>
            {data.kind === 'addition'
              ? t`Tout part ensemble, sans autres frais de livraison.`
              : t`Nous préparons ces articles dès que votre retour est arrivé. L’étiquette vient par courriel.`}
          </p>
          {leftMinor === 0 ? (
            <Notice tone="done">
              <span>{t`Ce que vous retournez paie tout. Aucune carte n’est demandée.`}</span>
              {data.givenBackMinor > 0 ? (
                <span data-testid="given-back">
                  {t`Le reste, ${formatMoney(data.givenBackMinor, locale)}, vous est remboursé quand le retour est arrivé.`}
                </span>
              ) : null}
            </Notice>
          ) : (
            <>
              {data.givenBackMinor > 0 ? (
                <p data-testid="given-back">
                  {t`Une carte prend au moins ${formatMoney(leftMinor, locale)} : ${formatMoney(data.givenBackMinor, locale)} de votre retour vous est remboursé quand il est arrivé.`}
                </p>
              ) : null}
              <CardPart place={data.card} ref={card} onSubmit={() => form.current?.requestSubmit()} />
            </>
          )}
          <button
            type="submit"
            className={buttonClass('primary', 'wide', 'large')}
            disabled={isBlocked || (data.card === null && leftMinor > 0)}
            aria-disabled={isBusy}
            data-testid="pay"
            data-due-minor={leftMinor}
          >
            {isBusy
              ? t`Paiement en cours…`
              : leftMinor > 0
                ? t`Payer ${formatMoney(leftMinor, locale)}`
                : t`Confirmer l’échange`}
          </button>
          {isBlocked ? <p>{t`Réglez d’abord dans le panier ce qui n’est plus en stock.`}</p> : null}
        </Sheet>
      </div>
      <Sheet title={t`Articles`}>
        <ul className={css.lines}>
          {cart.lines.map((line) => (
            <li key={line.lineId}>
              <span>{lineWords(line, locale)}</span>
              {line.amountMinor === null ? '—' : <Amount amountMinor={line.amountMinor} locale={locale} />}
            </li>
          ))}
        </ul>
        <Totals
          totals={{
            ...cart.totals,
            ...(data.worthMinor > 0
              ? { giftCard: { kind: 'exchange', last4: data.number, amountMinor: data.worthMinor } }
              : {}),
          }}
          isCollected={cart.isCollected}
        />
      </Sheet>
    </form>
  );
}
