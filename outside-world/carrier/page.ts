/** Where parcels are, as pages: all of them, with keys that move them on; and one by its number, for whoever waits for it. */
import { type Parcel, type Status, statusOf } from './parcels.ts';

const words = {
  fr: {
    title: 'Colis Laurentien',
    note: 'Un remplaçant qui se comporte comme un transporteur : rien ne roule.',
    empty: 'Aucun colis encore.',
    statuses: {
      created: 'étiquette faite',
      'picked-up': 'ramassé',
      'in-transit': 'en route',
      'out-for-delivery': 'en livraison',
      delivered: 'livré',
      exception: 'livraison manquée',
      voided: 'annulé',
    },
  },
  en: {
    title: 'Colis Laurentien',
    note: 'A stand-in that behaves like a carrier: nothing moves.',
    empty: 'No parcel yet.',
    statuses: {
      created: 'label made',
      'picked-up': 'picked up',
      'in-transit': 'on its way',
      'out-for-delivery': 'out for delivery',
      delivered: 'delivered',
      exception: 'delivery missed',
      voided: 'voided',
    },
  },
} satisfies Record<string, { statuses: Record<Status, string> } & Record<string, unknown>>;

export type Language = keyof typeof words;

const style = `
:root { color-scheme: light dark; --ground: #f6f7f9; --paper: #fff; --text: #14181f; --muted: #4a5563; --line: #d5dae1 }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1318; --paper: #181d24; --text: #eef1f5; --muted: #aab4c1; --line: #333b46 } }
* { box-sizing: border-box } body { margin: 0; padding: 20px 24px; background: var(--ground); color: var(--text); font: 15px/1.45 system-ui, sans-serif } h1 { font-size: 20px; margin: 0 } p { margin: 4px 0 16px; color: var(--muted) }
article { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; margin-bottom: 12px } h2 { font-size: 16px; margin: 0 0 4px } ol { margin: 8px 0; padding-left: 20px } form { display: flex; gap: 8px; flex-wrap: wrap } button { font: inherit; padding: 8px 12px; min-height: 44px; border: 1px solid var(--line); border-radius: 8px; background: none; color: inherit; cursor: pointer }`;

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const shownMax = 100;
const driven: readonly Status[] = ['picked-up', 'in-transit', 'out-for-delivery', 'delivered', 'exception'];

function page(language: Language, body: string): string {
  const w = words[language];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${w.title}</title><style>${style}</style></head><body><h1>${w.title}</h1><p>${w.note}</p>${body}</body></html>`;
}

export function parcelsPage(parcels: readonly Parcel[], language: Language): string {
  const keys = ({ trackingNumber }: Parcel) =>
    `<form method="post" action="/_control/scan"><input type="hidden" name="trackingNumber" value="${trackingNumber}">${driven
      .map((status) => `<button name="status" value="${status}">${words[language].statuses[status]}</button>`)
      .join('')}</form>`;
  const shown = parcels.slice(0, shownMax).map((parcel) => articleOf(parcel, language, keys(parcel)));
  return page(language, shown.join('') || `<p>${words[language].empty}</p>`);
}

export const trackingPage = (parcel: Parcel, language: Language): string =>
  page(language, articleOf(parcel, language, ''));

function articleOf(parcel: Parcel, language: Language, foot: string): string {
  const { statuses } = words[language];
  const scans = parcel.scans.map(
    ({ status, at, place }) =>
      `<li>${statuses[status]}, ${escaped(place)}, ${new Date(at).toLocaleString(`${language}-CA`)}</li>`,
  );
  return `<article><h2>${parcel.trackingNumber} · ${statuses[statusOf(parcel)]}</h2><div>${escaped(parcel.to.city)}</div><ol>${scans.join('')}</ol>${foot}</article>`;
}
