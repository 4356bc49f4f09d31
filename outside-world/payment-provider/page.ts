/** The payments as a page: one table, newest first. French and English by the reader's browser. */
import type { Intent, IntentStatus } from './objects.ts';

const words = {
  fr: {
    title: 'Prestataire de paiement',
    note: 'Un remplaçant qui se comporte comme un vrai : aucun argent réel.',
    empty: 'Aucun paiement encore.',
    head: ['Créé', 'Paiement', 'Commande', 'Montant', 'Remboursé', 'État'],
    states: {
      requires_payment_method: 'refusé',
      requires_confirmation: 'à confirmer',
      requires_action: '3-D Secure en attente',
      requires_capture: 'autorisé',
      succeeded: 'encaissé',
      canceled: 'annulé',
    },
  },
  en: {
    title: 'Payment provider',
    note: 'A stand-in that behaves like a real one: no real money.',
    empty: 'No payment yet.',
    head: ['Created', 'Payment', 'Order', 'Amount', 'Refunded', 'State'],
    states: {
      requires_payment_method: 'declined',
      requires_confirmation: 'to confirm',
      requires_action: 'waiting for 3-D Secure',
      requires_capture: 'authorised',
      succeeded: 'captured',
      canceled: 'canceled',
    },
  },
} satisfies Record<string, { states: Record<IntentStatus, string> } & Record<string, unknown>>;

const style = `
:root { color-scheme: light dark; --ground: #f6f7f9; --paper: #fff; --text: #14181f; --muted: #4a5563; --line: #d5dae1 }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1318; --paper: #181d24; --text: #eef1f5; --muted: #aab4c1; --line: #333b46 } }
* { box-sizing: border-box } body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.45 system-ui, sans-serif } header { padding: 20px 24px 12px } h1 { font-size: 20px; margin: 0 } p { margin: 4px 0; color: var(--muted) }
.wrap { overflow-x: auto; padding: 0 24px 24px } table { border-collapse: collapse; width: 100%; background: var(--paper); border-radius: 10px } th, td { text-align: left; padding: 10px 14px; border-bottom: 1px solid var(--line); white-space: nowrap } th { font-size: 13px; color: var(--muted) } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums } code { font-size: 13px }`;

const shownMax = 200;
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function paymentsPage(intents: readonly Intent[], language: 'fr' | 'en'): string {
  const w = words[language];
  const money = (amount: number, currency: string) =>
    new Intl.NumberFormat(`${language}-CA`, { style: 'currency', currency }).format(amount / 100);
  const rows = intents
    .slice(0, shownMax)
    .map(
      (intent) =>
        `<tr><td>${new Date(intent.created * 1000).toLocaleString(`${language}-CA`)}</td><td><code>${intent.id}</code></td><td>${escaped(intent.description ?? '')}</td><td class="n">${money(intent.amount, intent.currency)}</td><td class="n">${intent.refunded ? money(intent.refunded, intent.currency) : ''}</td><td>${w.states[intent.status]}${intent.lastError?.declineCode ? ` (${escaped(intent.lastError.declineCode)})` : ''}</td></tr>`,
    )
    .join('');
  const head = w.head
    .map((title, index) => `<th${index === 3 || index === 4 ? ' class="n"' : ''}>${title}</th>`)
    .join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5"><title>${w.title}</title><style>${style}</style></head>
<body><header><h1>${w.title}</h1><p>${w.note}</p></header><div class="wrap">${rows ? `<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>` : `<p>${w.empty}</p>`}</div></body></html>`;
}
