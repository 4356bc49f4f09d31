import { besideCardMinor } from '@comptoir/service-kit/beside-card';
import { readPostalCode } from '@comptoir/service-kit/postal-codes/canada';
import { formatMoney } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link, useFetcher, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { FaultSummary, Field, formClass, useProblemWords } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { SlotField } from '../../parts/slot-field.tsx';
import { email, required } from '../../shared/checks.ts';
import type { CheckoutAnswer, CheckoutData, GiftCardFound } from '../../shared/shapes/checkout.ts';
import type { FormProblem } from '../../shared/shapes/form.ts';
import type { CardHandle } from './card-fields.tsx';
import { CardPart } from './card-part.tsx';
import css from './checkout.module.css';
import { DeliveryChoice } from './delivery-choice.tsx';
import { GiftCardChoice } from './gift-card-choice.tsx';
import { OrderSummary } from './order-summary.tsx';
import { useRefusal } from './use-refusal.ts';

export function CheckoutPage() {
  const data = useLoaderData<CheckoutData>();
  const { t } = useLingui();
  const { to, locale } = useSpoken();
  const paying = useFetcher<CheckoutAnswer>();
  const pricing = useFetcher<CheckoutAnswer>();
  const finding = useFetcher<CheckoutAnswer>();
  const form = useRef<HTMLFormElement>(null);
  const card = useRef<CardHandle>(null);
  const [method, setMethod] = useState(data.delivery.method);
  const [attempt, setAttempt] = useState(data.attempt);
  const [isScripted, setScripted] = useState(false);
  const [cardFault, setCardFault] = useState<string | null>(null);
  const [isTokenizing, setTokenizing] = useState(false);
  useEffect(() => setScripted(true), []);

  const answer = paying.state === 'idle' ? (paying.data ?? pricing.data) : undefined;
  const typed = answer?.values ?? data.typed;
  const next = answer?.attempt;
  useEffect(() => {
    if (next !== undefined) setAttempt(next);
  }, [next]);

  const [giftCard, setGiftCard] = useState<GiftCardFound | null>(null);
  const found = finding.data?.giftCard;
  useEffect(() => {
    if (found) setGiftCard(found);
  }, [found]);
  const refusedGift = answer?.giftCard;
  useEffect(() => {
    if (refusedGift !== undefined) setGiftCard(refusedGift);
  }, [refusedGift]);

  const labels = {
    email: t`Courriel`,
    name: t`Nom complet`,
    address: t`Adresse`,
    city: t`Ville`,
    postalCode: t`Code postal`,
    storeId: t`Magasin`,
    phone: t`Cellulaire (au besoin)`,
    giftCode: t`Carte-cadeau`,
    slot: method === 'collect' ? t`Quand venez-vous?` : t`Quand livrer?`,
  };
  const refusal = useRefusal(answer, cardFault);
  const { totals } = data.cart;
  const giftMinor = besideCardMinor(giftCard?.balanceMinor ?? 0, totals.dueMinor);
  const leftMinor = totals.dueMinor - giftMinor;
  const isBusy = isTokenizing || paying.state !== 'idle';
  const isPriced = !totals.isEstimated && data.delivery.method === method;

  /** Says where to, so that the total is true before it is paid. */
  function priceAnew(): void {
    if (!form.current) return;
    const told = new FormData(form.current);
    const isKnown =
      told.get('method') === 'collect'
        ? told.get('storeId') !== null
        : readPostalCode(String(told.get('postalCode') ?? '')) !== undefined;
    if (!isKnown || isBusy) return;
    told.set('do', 'price');
    pricing.submit(formFields(told), { method: 'post', action: to('checkout') });
  }

  function choose(chosen: 'ship' | 'collect'): void {
    setMethod(chosen);
    // After the radio has changed the form.
    queueMicrotask(priceAnew);
  }

  function findGiftCard(): void {
    if (!form.current || finding.state !== 'idle') return;
    const giftCode = String(new FormData(form.current).get('giftCode') ?? '');
    finding.submit({ do: 'gift-card', giftCode }, { method: 'post', action: to('checkout') });
  }

  async function pay(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const told = new FormData(event.currentTarget);
    // Typed, and not looked up yet: nobody pays by card what they meant to pay with it.
    if (giftCard === null && String(told.get('giftCode') ?? '').trim() !== '') return findGiftCard();
    if (isBusy) return;
    told.set('attempt', attempt);
    if (leftMinor === 0)
      return void paying.submit(formFields(told), { method: 'post', action: to('checkout') });
    if (!card.current) return;
    setTokenizing(true);
    setCardFault(null);
    const token = await card.current.tokenize({
      name: String(told.get('name') ?? ''),
      postalCode: String(told.get('postalCode') ?? ''),
    });
    setTokenizing(false);
    if (!token.ok) return setCardFault(token.message);
    told.set('paymentMethod', token.id);
    paying.submit(formFields(told), { method: 'post', action: to('checkout') });
  }

  return (
    <>
      <title>{t`Commander · Comptoir`}</title>
      <h1>{t`Commander`}</h1>
      <form
        ref={form}
        className={`${css.layout} ${css.form}`}
        data-scripted={isScripted}
        method="post"
        onSubmit={pay}
        noValidate
      >
        <input type="hidden" name="do" value="pay" />
        <input type="hidden" name="expectedDueMinor" value={totals.dueMinor} />
        <input type="hidden" name="cartVersion" value={data.cartVersion} />
        <div className={css.steps}>
          <FaultSummary answer={answer} labels={labels} said={refusal} />
          <Sheet title={t`Vous`}>
            <div className={formClass}>
              {data.customer === null ? (
                <p>
                  <Trans>
                    Déjà un compte?{' '}
                    <Link to={to('signIn', {}, { next: to('checkout') })}>Ouvrir ma session</Link>. On peut
                    commander sans.
                  </Trans>
                </p>
              ) : null}
              <Field
                name="email"
                label={labels.email}
                type="email"
                autoComplete="email"
                defaultValue={typed.email || data.customer?.email}
                fault={answer?.faults.email}
                check={email}
              />
              <Field
                name="name"
                label={labels.name}
                autoComplete="name"
                defaultValue={typed.name || data.customer?.name}
                fault={answer?.faults.name}
                check={required}
              />
            </div>
          </Sheet>
          <Sheet title={t`Livraison ou ramassage`}>
            <DeliveryChoice
              data={data}
              answer={answer}
              labels={labels}
              method={method}
              onMethod={choose}
              onPlace={priceAnew}
            />
            {isPriced ? (
              <SlotField
                label={labels.slot}
                slots={answer?.slots ?? data.slots}
                fault={answer?.faults.slot}
              />
            ) : null}
          </Sheet>
          <Sheet title={t`Paiement`}>
            <div className={css.card}>
              <GiftCardChoice
                found={giftCard}
                usedMinor={giftMinor}
                fault={finding.data?.faults.giftCode ?? answer?.faults.giftCode}
                isBusy={finding.state !== 'idle'}
                onFind={findGiftCard}
                onRemove={() => setGiftCard(null)}
              />
              {finding.data?.problem ? <Problem of={finding.data.problem} /> : null}
              {leftMinor === 0 ? (
                <Notice tone="done">
                  {giftMinor > 0
                    ? t`La carte-cadeau paie tout. Aucune carte bancaire n’est demandée.`
                    : t`Il n’y a rien à payer. Aucune carte bancaire n’est demandée.`}
                </Notice>
              ) : (
                <CardPart place={data.card} ref={card} onSubmit={() => form.current?.requestSubmit()} />
              )}
            </div>
          </Sheet>
        </div>
        <div className={css.side}>
          <OrderSummary
            cart={data.cart}
            isCollected={method === 'collect'}
            isFresh={isPriced}
            giftCard={giftCard ? { last4: giftCard.last4, amountMinor: giftMinor } : null}
            onPoints={priceAnew}
          >
            <button
              type="submit"
              className={buttonClass('primary', 'wide', 'large')}
              disabled={data.card === null && leftMinor > 0}
              aria-disabled={isBusy || !isPriced}
              data-testid="pay"
              data-due-minor={totals.dueMinor}
            >
              {isBusy
                ? t`Paiement en cours…`
                : isPriced
                  ? leftMinor === 0
                    ? t`Commander`
                    : t`Payer ${formatMoney(leftMinor, locale)}`
                  : method === 'collect'
                    ? t`Choisissez un magasin pour payer`
                    : t`Indiquez où livrer pour payer`}
            </button>
          </OrderSummary>
        </div>
      </form>
    </>
  );
}

function Problem({ of }: { of: FormProblem }) {
  const words = useProblemWords();
  return <Notice tone="warn">{words(of)}</Notice>;
}

/** Without files: the shop's forms are text. */
const formFields = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
