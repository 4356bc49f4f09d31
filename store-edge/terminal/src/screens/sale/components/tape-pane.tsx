import type { StockAnswer } from '@comptoir/edge-agent/api';
import type { Hint, LineDiscount, PricedBasket } from '@comptoir/pricing/contract';
import type { CouponState } from '@comptoir/pricing/promotions/coupons';
import {
  formatMoney,
  formatNumber,
  formatPercent,
  formatTime,
  Key,
  type Locale,
  Tape,
  type TapeLine,
  TapeTotal,
} from '@comptoir/ui-kit';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { couponWords } from '../../../i18n/coupon-words.ts';
import { nameOf } from '../../../i18n/names.ts';
import { type Draft, isArticle, isFixed, lineInHand } from '../../../sale/draft.ts';
import type { PriceToldAnew } from '../../../sale/draft-line.ts';
import { isAway } from '../../../sale/provisional.ts';
import { countArticles } from '../../../sale/quantity.ts';
import { catalogue } from '../../../till/context.ts';
import { openCustomer } from '../../../till/customers.ts';
import { openOnLine } from '../../../till/discounting.ts';
import { askVoidSale, changeQuantity, selectLine, voidLine } from '../../../till/selling.ts';
import { store, useTill } from '../../../till/store.ts';
import { useAge } from '../../use-age.ts';
import { useLocale } from '../../use-locale.ts';
import { openLine } from '../on-command.ts';
import css from './tape-pane.module.css';

/** The basket in hand; on Change due, the sale that has just ended. */
export function TapePane() {
  const locale = useLocale();
  const finished = useTill((state) => state.finished);
  const draftInHand = useTill((state) => state.draft);
  const pricedInHand = useTill((state) => state.priced);
  const panel = useTill((state) => state.panel);
  const over = panel === 'change' ? finished : null;
  const draft = over?.draft ?? draftInHand;
  const priced = over?.priced ?? pricedInHand;
  const lines = useTapeLines(draft, priced);
  const articles = countArticles(draft.lines.filter(isArticle).map((line) => line.quantity));
  const line = lineInHand(draft);
  const fixed = over !== null || isFixed(draft);
  const coupons = useCoupons(draft, over !== null);
  const said = saidOfSale(draft);
  const hints = fixed ? [] : (priced?.hints ?? []).map((hint) => hintText(hint, locale));

  return (
    <section className={css.pane} aria-label={t`Panier`}>
      <header className={css.head}>
        <Key tone="quiet" onPress={() => store.set({ dialog: { kind: 'menu' } })} testId="menu">
          <span className={css.menu}>
            <MenuMark />
            <Trans>Menu</Trans>
          </span>
        </Key>
        <Key
          tone="quiet"
          className={css.middle}
          onPress={openCustomer}
          disabled={fixed}
          {...(over === null ? { cap: 'F4' } : {})}
          testId="customer"
        >
          <span className={css.who}>
            <span data-testid="article-count">
              {over ? (
                <Trans>Vente terminée</Trans>
              ) : (
                plural(articles, { one: '# article', other: '# articles' })
              )}
            </span>
            <span className={css.customer}>
              {draft.customer ? customerText(draft.customer, locale) : over ? '' : t`Client`}
            </span>
          </span>
        </Key>
        <Key
          tone="danger"
          className={css.voidSale}
          onPress={askVoidSale}
          disabled={draft.lines.length === 0 || fixed}
          cap={t`Maj Suppr`}
          testId="void-sale"
        >
          <Trans>Annuler la vente</Trans>
        </Key>
      </header>
      <Tape
        lines={lines}
        locale={locale}
        label={t`Lignes de la vente`}
        selectedId={draft.selectedLineId ?? undefined}
        {...(over === null ? { onSelect: selectLine } : {})}
        empty={
          <p className={css.empty}>
            <strong>
              <Trans>Prêt pour la vente suivante</Trans>
            </strong>
            <Trans>Lisez un article, tapez son code ou touchez un favori.</Trans>
          </p>
        }
      />
      {coupons.length === 0 ? null : (
        <ul className={css.coupons} data-testid="coupons">
          {coupons.map((coupon) => (
            <li key={coupon.code} data-state={coupon.state}>
              {couponWords(coupon, locale)}
            </li>
          ))}
        </ul>
      )}
      {said.length === 0 ? null : (
        <p className={css.said} data-testid="said-of-sale">
          {said.join(' · ')}
        </p>
      )}
      {hints.length === 0 ? null : (
        <p className={css.hints} data-testid="hints">
          {hints.join(' · ')}
        </p>
      )}
      <div className={css.actions}>
        <Key onPress={() => changeQuantity(-1)} disabled={!line || fixed} cap="−" testId="less">
          <span className={css.sign}>−1</span>
          <span className="unseen">{t`Un de moins`}</span>
        </Key>
        <Key onPress={() => changeQuantity(1)} disabled={!line || fixed} cap="+" testId="more">
          <span className={css.sign}>+1</span>
          <span className="unseen">{t`Un de plus`}</span>
        </Key>
        <Key onPress={openLine} disabled={!line || over !== null} testId="line-sheet">
          <Trans>Fiche</Trans>
        </Key>
        <Key onPress={() => openOnLine('discount')} disabled={!line || fixed} cap="F5" testId="line-discount">
          <Trans>Rabais</Trans>
        </Key>
        <Key
          tone="danger"
          className={css.voidLine}
          onPress={() => voidLine()}
          disabled={!line || fixed}
          cap={t`Suppr`}
          testId="void-line"
        >
          <Trans>Annuler la ligne</Trans>
        </Key>
      </div>
      <TapeTotal
        sums={[
          { id: 'subtotal', label: t`Sous-total`, amountMinor: priced?.subtotalMinor ?? 0 },
          ...(priced?.taxes ?? []).map((tax) => ({
            id: tax.code,
            label: `${taxName(tax.code, locale)} ${formatPercent(tax.rate, locale)}`,
            amountMinor: tax.amountMinor,
          })),
        ]}
        totalLabel={t`Total`}
        totalMinor={priced?.totalMinor ?? 0}
        locale={locale}
      />
    </section>
  );
}

/** Before the first article nothing can be said of a code but that it is there. */
function useCoupons({ lines, coupons = [] }: Draft, isOver: boolean): readonly CouponState[] {
  const known = useTill((state) => state.coupons);
  if (isOver) return [];
  return lines.length > 0 ? known : coupons.map((code) => ({ code, state: 'given' }));
}

/** `A. C. · 812 pts`: a store holds no names. */
function customerText({ initials, loyalty }: NonNullable<Draft['customer']>, locale: Locale): string {
  const points = formatNumber(String(loyalty?.points ?? 0), locale);
  return loyalty ? `${initials} · ${t`${points} points`}` : initials;
}

/** Also of an exemption that the customer has. */
function saidOfSale({ taxExemptCertificate, customer, note }: Draft): string[] {
  const certificate = taxExemptCertificate ?? customer?.taxExempt?.certificate;
  return [
    ...(certificate === undefined ? [] : [t`Sans taxes : certificat ${certificate}`]),
    ...(note === undefined ? [] : [note]),
  ];
}

/** Warns at zero or less, and never keeps from selling: the shelf is right. @param age told once nobody can say what is there now. */
function onHandText(
  stock: StockAnswer | undefined,
  locale: Locale,
  age: ((at: string) => string) | null,
): string {
  if (stock === undefined) return '';
  const pieces = formatNumber(stock.onHand, locale);
  const text = Number(stock.onHand) > 0 ? t`En stock : ${pieces}` : t`Stock à vérifier : ${pieces}`;
  return age === null ? text : `${text} (${age(stock.asOf)})`;
}

const pieceText = (tracks: 'serial' | 'lot', number: string): string =>
  tracks === 'serial' ? t`No de série : ${number}` : t`Lot : ${number}`;

const toppedUpText = (last4: string): string => t`Recharge la carte •••• ${last4}`;

function useTapeLines(draft: Draft, priced: PricedBasket | null): TapeLine[] {
  const locale = useLocale();
  const timeZone = useTill((state) => state.register?.store.timeZone);
  const onHand = useTill((state) => state.onHand);
  const isOld = useTill((state) => isAway(state.link));
  const age = useAge();
  return draft.lines.map((line, index) => {
    const product = catalogue.get(line.productId);
    const pricedLine = priced?.lines[index];
    const byWeight = product?.soldBy === 'weight';
    const unit = formatMoney(pricedLine?.unitPriceMinor ?? line.toldUnitPriceMinor, locale);
    const several = byWeight || line.quantity !== '1';
    const quantity = formatNumber(line.quantity, locale);
    const savings = (pricedLine?.discounts ?? [])
      .map((discount) => savingsText(discount, locale))
      .join(' · ');
    const notes = [
      line.toldAnew ? toldAnewText(line.toldAnew, locale, timeZone) : '',
      onHandText(onHand[line.productId], locale, isOld ? age : null),
      line.piece?.number == null ? '' : pieceText(line.piece.tracks, line.piece.number),
      line.topsUp ? toppedUpText(line.topsUp.last4) : '',
      line.note ?? '',
    ]
      .filter((text) => text !== '')
      .join(' · ');
    return {
      id: line.id,
      quantity: byWeight ? `${quantity}\u00a0kg` : quantity,
      name: product ? nameOf(product, locale) : t`Article retiré de la vente`,
      ...(several ? { detail: byWeight ? t`à ${unit} le kg` : t`à ${unit}` } : {}),
      amountMinor: pricedLine?.amountMinor ?? 0,
      ...(savings === '' ? {} : { savings }),
      ...(notes === '' ? {} : { note: notes }),
    };
  });
}

/** `2 pour 5 $ −3,00 $`: the promotion's own words, so that they need no others. */
const savingsText = ({ reason, amountMinor }: LineDiscount, locale: Locale): string =>
  `${reason?.[languageOf(locale)] ?? ''} ${formatMoney(-amountMinor, locale)}`.trim();

/** `+1 → 2 pour 5 $`, `+4,50 $ → 10 % sur tout`. */
const hintText = ({ missing, of, reason }: Hint, locale: Locale): string =>
  `+${of === 'money' ? formatMoney(Number(missing), locale) : missing} → ${reason?.[languageOf(locale)] ?? ''}`;

const languageOf = (locale: Locale) => (locale === 'fr-CA' ? 'fr' : 'en');

function toldAnewText({ at, toMinor, fromMinor }: PriceToldAnew, locale: Locale, timeZone?: string): string {
  const time = formatTime(new Date(at), locale, timeZone);
  const to = formatMoney(toMinor, locale);
  const from = formatMoney(fromMinor, locale);
  return toMinor < fromMinor
    ? t`Prix baissé à ${time} : ${to} au lieu de ${from}.`
    : t`Nouveau prix à ${time} : ${to} au lieu de ${from}.`;
}

/** Taxes are named as the law names them in each language. */
function taxName(code: string, locale: 'fr-CA' | 'en-CA'): string {
  const french: Record<string, string> = { GST: 'TPS', QST: 'TVQ', HST: 'TVH', PST: 'TVP' };
  const english: Record<string, string> = { TPS: 'GST', TVQ: 'QST', TVH: 'HST', TVP: 'PST' };
  return (locale === 'fr-CA' ? french[code] : english[code]) ?? code;
}

function MenuMark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <path d="M3 6h16M3 11h16M3 16h16" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
