/** To whoever is about to lose points that nobody moved for long. */
import type { Language, Letter } from '@comptoir/service-kit/notifications/notifications';

type Told = Readonly<{ firstName: string; shopUrl: string; timeZone: string; points: number; end: Date }>;

export function expiryLetter(
  language: Language,
  { firstName, shopUrl, timeZone, points, end }: Told,
): Letter {
  const locale = `${language}-CA`;
  const count = new Intl.NumberFormat(locale).format(points);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(end);
  const url = (path: string) => new URL(path, shopUrl).href;
  return language === 'fr'
    ? {
        subject: `Vos ${count} points prennent fin le ${day}`,
        blocks: [
          { kind: 'heading', text: `Bonjour ${firstName}` },
          {
            kind: 'paragraph',
            text: `Vous n’avez rien gagné ni dépensé depuis longtemps : vos ${count} points prennent fin le ${day}.`,
          },
          { kind: 'paragraph', text: 'Un achat, en ligne ou en magasin, les garde tous.' },
          { kind: 'button', label: 'Voir mes points', url: url('/compte') },
        ],
      }
    : {
        subject: `Your ${count} points end on ${day}`,
        blocks: [
          { kind: 'heading', text: `Hello ${firstName}` },
          {
            kind: 'paragraph',
            text: `You have earned and spent nothing for long: your ${count} points end on ${day}.`,
          },
          { kind: 'paragraph', text: 'One purchase, online or in a store, keeps all of them.' },
          { kind: 'button', label: 'See my points', url: url('/en/account') },
        ],
      };
}
