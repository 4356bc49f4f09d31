import {
  formatDay,
  formatMoney,
  formatNumber,
  formatPercent,
  formatTime,
  type Locale,
} from '@comptoir/ui-kit';
import { createPortal } from 'react-dom';
import { nameOf } from '../../../i18n/names.ts';
import type { Finished } from '../../../sale/finished.ts';
import type { KeptSale } from '../../../sale/kept-sale.ts';
import { catalogue } from '../../../till/context.ts';
import { useTill } from '../../../till/store.ts';
import { usDollarsGiven } from '../../us-dollars-given.ts';
import css from './provisional-slip.module.css';

/** French whole and first, English after it when the customer asked for it: on paper the till's own language has no say. */
const words = {
  'fr-CA': {
    title: 'REÇU PROVISOIRE',
    subtotal: 'Sous-total',
    total: 'TOTAL',
    rounding: 'Arrondi au comptant',
    cash: 'Comptant',
    change: 'Monnaie rendue',
    later: 'Le reçu officiel peut être obtenu au magasin, avec ce numéro.',
    taxes: { GST: 'TPS', QST: 'TVQ', HST: 'TVH', PST: 'TVP' } as Record<string, string>,
  },
  'en-CA': {
    title: 'PROVISIONAL RECEIPT',
    subtotal: 'Subtotal',
    total: 'TOTAL',
    rounding: 'Cash rounding',
    cash: 'Cash',
    change: 'Change',
    later: 'The official receipt is available at the store, with this number.',
    taxes: {} as Record<string, string>,
  },
} as const;

type Slip = Readonly<{ finished: Finished; sale: KeptSale; number: string }>;

/**
 * What a customer takes home while the receipt printer cannot be reached: printed by the browser, on whatever printer this machine
 * has. Seen on paper alone. Source: docs, screens, "Printed".
 */
export function ProvisionalSlip({ finished, sale, number }: Slip) {
  const store = useTill((state) => state.register?.store);
  const isTraining = useTill((state) => state.training !== null);
  if (!store) return null;
  const at = new Date(sale.frozenAt);
  const locales: Locale[] = sale.language === 'en' ? ['fr-CA', 'en-CA'] : ['fr-CA'];
  return createPortal(
    <article className={css.slip} data-testid="provisional-slip">
      {isTraining ? <strong className={css.title}>FACTICE</strong> : null}
      <strong>{store.name}</strong>
      {[...store.address, store.phone].map((line) => (
        <span key={line}>{line}</span>
      ))}
      {store.taxRegistrations.map((tax) => (
        <span key={tax.code}>{`${words['fr-CA'].taxes[tax.code] ?? tax.code} ${tax.number}`}</span>
      ))}
      <strong>{number}</strong>
      <span>{`${formatDay(at, store.timeZone)} ${formatTime(at, 'fr-CA', store.timeZone)}`}</span>
      {locales.map((locale) => (
        <Sold key={locale} locale={locale} finished={finished} />
      ))}
    </article>,
    document.body,
  );
}

function Sold({ locale, finished }: Readonly<{ locale: Locale; finished: Finished }>) {
  const { draft, priced, roundingMinor, changeMinor, receivedMinor } = finished;
  const text = words[locale];
  const last = draft.tenders.at(-1);
  const given = last && usDollarsGiven(last, locale);
  const lineOf = (id: string) => draft.lines.find((line) => line.id === id);
  return (
    <section lang={locale} className={css.sold}>
      <strong className={css.title}>{text.title}</strong>
      {priced.lines.map((line) => {
        const sold = lineOf(line.id);
        const product = catalogue.get(sold?.productId ?? '');
        const name = product ? nameOf(product, locale) : '';
        return (
          <Pair
            key={line.id}
            left={`${formatNumber(sold?.quantity ?? '1', locale)} × ${name}`}
            minor={line.amountMinor}
            locale={locale}
          />
        );
      })}
      <Pair left={text.subtotal} minor={priced.subtotalMinor} locale={locale} />
      {priced.taxes.map((tax) => (
        <Pair
          key={tax.code}
          left={`${text.taxes[tax.code] ?? tax.code} ${formatPercent(tax.rate, locale)}`}
          minor={tax.amountMinor}
          locale={locale}
        />
      ))}
      <Pair left={text.total} minor={priced.totalMinor} locale={locale} />
      {roundingMinor === 0 ? null : <Pair left={text.rounding} minor={roundingMinor} locale={locale} />}
      <Pair left={given ? `${text.cash}, ${given}` : text.cash} minor={receivedMinor} locale={locale} />
      <Pair left={text.change} minor={changeMinor} locale={locale} />
      <p>{text.later}</p>
    </section>
  );
}

const Pair = ({ left, minor, locale }: Readonly<{ left: string; minor: number; locale: Locale }>) => (
  <span className={css.pair}>
    <span>{left}</span>
    <span>{formatMoney(minor, locale)}</span>
  </span>
);
