/** To whoever left something in their cart and agreed to be written to. */
import type { Language, Letter } from '@comptoir/service-kit/notifications/notifications';
import type { LeftCart } from '../api.ts';

type Told = Readonly<{
  firstName: string;
  cart: Pick<LeftCart, 'lines' | 'subtotalMinor'>;
  returnUrl: string;
  unsubscribeUrl: string;
  senderPostalAddress: string | undefined;
}>;

/** More is counted, not listed. */
const linesMax = 8;

export function leftCartLetter(
  language: Language,
  { firstName, cart: { lines, subtotalMinor }, returnUrl, unsubscribeUrl, senderPostalAddress }: Told,
): Letter {
  const words = spoken[language];
  const money = (amountMinor: number) =>
    new Intl.NumberFormat(`${language}-CA`, { style: 'currency', currency: 'CAD' }).format(amountMinor / 100);
  const shown = lines.slice(0, linesMax).map(({ name, quantity, amountMinor }) => ({
    label: name[language],
    detail: `× ${language === 'fr' ? quantity.replace('.', ',') : quantity}`,
    value: money(amountMinor),
  }));
  const others = lines.length - shown.length;
  return {
    subject: words.subject,
    preview: words.preview,
    blocks: [
      { kind: 'heading', text: words.hello(firstName) },
      { kind: 'paragraph', text: words.left },
      {
        kind: 'rows',
        rows: [
          ...shown,
          ...(others > 0 ? [{ label: words.others(others), value: '' }] : []),
          { label: words.subtotal, value: money(subtotalMinor), strong: true },
        ],
      },
      { kind: 'button', label: words.back, url: returnUrl },
      { kind: 'note', text: words.note },
      ...(senderPostalAddress === undefined ? [] : [{ kind: 'note', text: senderPostalAddress } as const]),
    ],
    unsubscribeUrl,
  };
}

const spoken = {
  fr: {
    subject: 'Votre panier vous attend',
    preview: 'Un clic, et vous reprenez où vous en étiez.',
    hello: (name: string) => `Bonjour ${name}`,
    left: 'Vous avez laissé ces articles dans votre panier.',
    others: (count: number) => (count === 1 ? 'et un autre article' : `et ${count} autres articles`),
    subtotal: 'Sous-total, avant taxes',
    back: 'Reprendre mon panier',
    note: 'Les prix et le stock sont ceux du moment où vous reprenez le panier. Le lien est bon pendant 30 jours.',
  },
  en: {
    subject: 'Your cart is waiting',
    preview: 'One click, and you go on where you were.',
    hello: (name: string) => `Hello ${name}`,
    left: 'You left these articles in your cart.',
    others: (count: number) => (count === 1 ? 'and one more article' : `and ${count} more articles`),
    subtotal: 'Subtotal, before taxes',
    back: 'Go on with my cart',
    note: 'Prices and stock are those of the moment when you go on. The link works for 30 days.',
  },
} as const;
