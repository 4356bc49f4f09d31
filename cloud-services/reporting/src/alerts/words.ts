/** What an alert says, in French and English: one sentence of what is wrong, with its figures. */
import type { Language } from '../api.ts';
import { moneyText, numberText, percentText } from '../jobs/words.ts';
import type { Alert } from './api.ts';

const hour = 60;

function lasted(language: Language, minutes: number): string {
  const whole = Math.floor(minutes);
  return whole < 2 * hour
    ? `${numberText(language, whole)} min`
    : `${numberText(language, Math.floor(whole / hour))} h`;
}

/** Without its store. */
export function sentenceOf(language: Language, alert: Alert): string {
  const { kind, value, expected, product, register } = alert;
  const fr = language === 'fr';
  const money = (minor: number) => moneyText(language, minor);
  const percent = (ratio: number) => percentText(language, ratio);
  const usual = expected === null ? '—' : percent(expected);
  switch (kind) {
    case 'conversion-drop':
      return fr
        ? `Conversion de la boutique : ${percent(value)}, au lieu de ${usual}`
        : `Conversion of the shop: ${percent(value)} instead of ${usual}`;
    case 'cart-abandonment':
      return fr
        ? `Paniers abandonnés : ${percent(value)} (d’habitude ${usual})`
        : `Carts abandoned: ${percent(value)} (usually ${usual})`;
    case 'sales-off':
      return fr
        ? `Ventes du jour : ${money(value)}, attendu ${money(expected ?? 0)}`
        : `Sales of the day: ${money(value)}, expected ${money(expected ?? 0)}`;
    case 'cash-difference':
      return fr
        ? `Écart de caisse de ${money(value)}${register === null ? '' : ` (caisse ${register})`}`
        : `Cash difference of ${money(value)}${register === null ? '' : ` (till ${register})`}`;
    case 'stock-out':
      return fr ? `Rupture : ${product?.fr ?? ''}` : `Out of stock: ${product?.en ?? ''}`;
    case 'edge-silent':
      return fr
        ? `Magasin muet depuis ${lasted(language, value)}`
        : `No sign of the store for ${lasted(language, value)}`;
    case 'reconciliation-off':
      return fr
        ? `Les chiffres ne concordent pas avec le registre : écart de ${numberText(language, value)}`
        : `Figures do not tie with the ledger: off by ${numberText(language, value)}`;
  }
}

export const placed = (language: Language, alert: Alert): string =>
  `${sentenceOf(language, alert)}${alert.store === null ? '' : ` · ${alert.store}`}`;

export const mailWords = {
  fr: {
    subject: (rule: string, count: number) => `Alerte : ${rule}${count > 1 ? ` (${count})` : ''}`,
    over: (rule: string) => `Fin d’alerte : ${rule}`,
    begun: 'Ce qui commence',
    ended: 'Ce qui est terminé',
    more: (count: number) => `… et ${count} de plus`,
    see: 'Voir les alertes',
    why: 'Vous recevez ce message parce qu’une règle du siège vous nomme.',
  },
  en: {
    subject: (rule: string, count: number) => `Alert: ${rule}${count > 1 ? ` (${count})` : ''}`,
    over: (rule: string) => `Alert over: ${rule}`,
    begun: 'What begins',
    ended: 'What is over',
    more: (count: number) => `… and ${count} more`,
    see: 'See the alerts',
    why: 'You receive this message because a rule of head office names you.',
  },
} as const;
