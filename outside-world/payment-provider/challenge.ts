/** The bank's page on which a customer proves to be the card's holder (3-D Secure). French first, English one link away. */
import type { Intent } from './objects.ts';

const words = {
  fr: {
    title: 'Vérification de votre banque',
    bank: 'Banque de l’Érable',
    ask: 'Confirmez-vous cet achat?',
    merchant: 'Marchand',
    amount: 'Montant',
    card: 'Carte',
    approve: 'Approuver le paiement',
    refuse: 'Refuser',
    note: 'Banque de démonstration : aucun argent réel n’est en jeu.',
    other: 'English',
  },
  en: {
    title: 'Verification by your bank',
    bank: 'Maple Bank',
    ask: 'Do you confirm this purchase?',
    merchant: 'Merchant',
    amount: 'Amount',
    card: 'Card',
    approve: 'Approve the payment',
    refuse: 'Refuse',
    note: 'Demonstration bank: no real money is at stake.',
    other: 'Français',
  },
};

export type Language = keyof typeof words;

const style = `
:root { color-scheme: light dark; --ground: #eef1f0; --paper: #fff; --text: #14181f; --muted: #4a5563; --line: #d5dae1; --accent: #0d5c46; --on: #fff }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1318; --paper: #181d24; --text: #eef1f5; --muted: #aab4c1; --line: #333b46; --accent: #7fd1b5; --on: #0d1a16 } }
* { box-sizing: border-box } body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 420px; background: var(--paper); border: 1px solid var(--line); border-radius: 14px; padding: 28px; display: grid; gap: 16px }
header { display: flex; justify-content: space-between; align-items: center; font-weight: 700; color: var(--accent) } header a { font-weight: 400; font-size: 14px; color: var(--muted) }
h1 { font-size: 22px; line-height: 1.25; margin: 0 } dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; margin: 0; padding: 14px 0; border-block: 1px solid var(--line) } dt { color: var(--muted) } dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums }
dd.amount { font-weight: 700; font-size: 20px } form { display: grid; gap: 10px } button { height: 48px; border-radius: 8px; font: inherit; font-weight: 600; cursor: pointer; border: 1px solid var(--accent) }
.yes { background: var(--accent); color: var(--on) } .no { background: transparent; color: var(--accent) } button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px } p { margin: 0; color: var(--muted); font-size: 14px }`;

export function challengePage(intent: Intent, last4: string, language: Language): string {
  const w = words[language];
  const amount = new Intl.NumberFormat(`${language}-CA`, {
    style: 'currency',
    currency: intent.currency,
  }).format(intent.amount / 100);
  const other = language === 'fr' ? 'en' : 'fr';
  const address = `/3ds/${intent.id}?secret=${intent.secret}`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${w.title}</title><style>${style}</style></head>
<body><main><header><span>${w.bank}</span><a href="${address}&amp;language=${other}" lang="${other}">${w.other}</a></header>
<h1>${w.ask}</h1><dl><dt>${w.merchant}</dt><dd>Comptoir</dd><dt>${w.card}</dt><dd>•••• ${last4}</dd><dt>${w.amount}</dt><dd class="amount">${amount}</dd></dl>
<form method="post" action="${address}"><button class="yes" name="answer" value="approve">${w.approve}</button><button class="no" name="answer" value="refuse">${w.refuse}</button></form>
<p>${w.note}</p></main></body></html>`;
}
