/**
 * Card fields served from the provider's own origin, for an iframe of the shop: what is typed goes to the provider alone,
 * the shop gets a token. French and English, light and dark.
 */

const style = `
:root { color-scheme: light; --ground: #fff; --text: #14181f; --muted: #4a5563; --edge: #7a8594; --primary: #0b5a8a; --danger: #b3261e }
:root[data-theme=dark] { color-scheme: dark; --ground: #181d24; --text: #eef1f5; --muted: #aab4c1; --edge: #77828f; --primary: #6bb8e8; --danger: #f2918b }
* { box-sizing: border-box } html { background: transparent } body { margin: 0; padding: 3px; background: var(--ground); color: var(--text); font: 16px/1.4 "Inter Variable", Inter, system-ui, sans-serif }
form { display: grid; grid-template-columns: 1fr 1fr; gap: 12px 16px } .wide { grid-column: 1 / -1 } label { display: block; font-size: 14px; font-weight: 600; margin-bottom: 4px }
.field { position: relative } input { width: 100%; height: 44px; padding: 0 12px; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--edge); border-radius: 6px; font-variant-numeric: tabular-nums }
input:focus { outline: 2px solid var(--primary); outline-offset: 1px } input[aria-invalid=true] { border-color: var(--danger) }
#brand { position: absolute; right: 12px; top: 50%; transform: translateY(-50%); font-size: 12px; font-weight: 700; letter-spacing: .02em; color: var(--muted); pointer-events: none }
.fault { margin: 4px 0 0; font-size: 14px; color: var(--danger) } .fault:empty { display: none } .note { margin: 0; font-size: 14px; color: var(--muted) }`;

const script = `
const words = {
  fr: { number: 'Numéro de carte', expiry: 'Expiration (MM/AA)', cvc: 'Code de sécurité', title: 'Carte de paiement',
    note: 'Saisi chez le prestataire de paiement\\u00a0: la boutique ne voit jamais votre numéro.',
    badNumber: 'Ce numéro de carte est incorrect.', badExpiry: 'Cette date est passée ou incorrecte.', badCvc: 'Le code a 3 chiffres (4 pour Amex).',
    unreachable: 'Le prestataire de paiement ne répond pas. Réessayez dans un instant.' },
  en: { number: 'Card number', expiry: 'Expiry (MM/YY)', cvc: 'Security code', title: 'Payment card',
    note: 'Typed at the payment provider: the shop never sees your number.',
    badNumber: 'This card number is incorrect.', badExpiry: 'This date is past or incorrect.', badCvc: 'The code has 3 digits (4 for Amex).',
    unreachable: 'The payment provider is not answering. Try again in a moment.' } };
const asked = new URLSearchParams(location.search), language = asked.get('language') === 'en' ? 'en' : 'fr', w = words[language];
const shop = asked.get('origin'), key = asked.get('key') || '';
const $ = (id) => document.getElementById(id);
const theme = (name) => { document.documentElement.dataset.theme = name === 'dark' ? 'dark' : 'light'; };
theme(asked.get('theme')); document.documentElement.lang = language; document.title = w.title;
for (const id of ['number', 'expiry', 'cvc']) document.querySelector('label[for=' + id + ']').textContent = w[id];
$('note').textContent = w.note;
const tell = (message) => { if (shop && parent !== window) parent.postMessage({ source: 'payment-fields', ...message }, shop); };
const digits = (id) => $(id).value.replace(/\\D/g, '');
const luhn = (n) => [...n].reverse().reduce((sum, d, i) => { const v = d * (i % 2 ? 2 : 1); return sum + (v > 9 ? v - 9 : v); }, 0) % 10 === 0;
const brandOf = (n) => n.startsWith('4') ? 'visa' : /^(5[1-5]|2[2-7])/.test(n) ? 'mastercard' : /^3[47]/.test(n) ? 'amex' : '';
const names = { visa: 'VISA', mastercard: 'Mastercard', amex: 'AMEX' };
function expiry() { const d = digits('expiry'); return { month: Number(d.slice(0, 2)), year: 2000 + Number(d.slice(2, 4)), whole: d.length === 4 }; }
const faults = {
  number() { const n = digits('number'); return n.length >= 13 && luhn(n) ? '' : w.badNumber; },
  expiry() { const e = expiry(), now = new Date(); return e.whole && e.month >= 1 && e.month <= 12 && new Date(e.year, e.month, 1) > now ? '' : w.badExpiry; },
  cvc() { return digits('cvc').length === (brandOf(digits('number')) === 'amex' ? 4 : 3) ? '' : w.badCvc; } };
function show(id, fault) { $(id + '-fault').textContent = fault; $(id).setAttribute('aria-invalid', fault ? 'true' : 'false'); size(); }
const size = () => tell({ type: 'resize', height: Math.ceil(document.body.getBoundingClientRect().height) });
let complete = null;
function changed() {
  const n = digits('number'), brand = brandOf(n), now = Object.values(faults).every((fault) => !fault());
  $('number').value = brand === 'amex' ? n.slice(0, 15).replace(/^(\\d{4})(\\d{1,6})?(\\d{1,5})?$/, (_, a, b, c) => [a, b, c].filter(Boolean).join(' ')) : n.slice(0, 19).replace(/(\\d{4})(?=\\d)/g, '$1 ');
  const e = digits('expiry'); $('expiry').value = e.length > 2 ? e.slice(0, 2) + '/' + e.slice(2, 4) : e;
  $('cvc').value = digits('cvc').slice(0, 4); $('brand').textContent = names[brand] || '';
  if (now !== complete) { complete = now; tell({ type: 'change', complete, brand }); }
}
for (const id of ['number', 'expiry', 'cvc']) {
  $(id).addEventListener('input', () => { changed(); if (!faults[id]()) show(id, ''); });
  $(id).addEventListener('blur', () => { if ($(id).value) show(id, faults[id]()); });
}
$('form').addEventListener('submit', (event) => { event.preventDefault(); tell({ type: 'submit' }); });
async function tokenize(requestId, billing) {
  for (const id of ['number', 'expiry', 'cvc']) {
    const fault = faults[id](); show(id, fault);
    if (fault) { $(id).focus(); return tell({ type: 'error', requestId, code: 'incomplete', message: fault }); }
  }
  const e = expiry(), body = new URLSearchParams({ type: 'card', 'card[number]': digits('number'), 'card[exp_month]': e.month, 'card[exp_year]': e.year, 'card[cvc]': digits('cvc') });
  if (billing && billing.name) body.set('billing_details[name]', billing.name);
  try {
    const answer = await fetch('/v1/payment_methods', { method: 'POST', headers: { authorization: 'Bearer ' + key }, body });
    const said = await answer.json();
    if (answer.ok) return tell({ type: 'token', requestId, paymentMethod: { id: said.id, brand: said.card.brand, last4: said.card.last4 } });
    const message = said.error.code === 'incorrect_number' ? w.badNumber : said.error.message;
    if (said.error.param === 'number') show('number', message);
    tell({ type: 'error', requestId, code: said.error.code || 'refused', message });
  } catch { tell({ type: 'error', requestId, code: 'unreachable', message: w.unreachable }); }
}
addEventListener('message', (event) => {
  if (event.origin !== shop || !event.data || event.data.source !== 'shop') return;
  const { type, requestId, billing, theme: name } = event.data;
  if (type === 'tokenize') void tokenize(requestId, billing);
  if (type === 'focus') $('number').focus();
  if (type === 'theme') theme(name);
});
new ResizeObserver(size).observe(document.body);
tell({ type: 'ready' });`;

const field = (id: string, autocomplete: string, placeholder: string, length: number, more = '') =>
  `<div class="${id === 'number' ? 'wide' : ''}"><label for="${id}"></label><div class="field"><input id="${id}" inputmode="numeric" autocomplete="${autocomplete}" placeholder="${placeholder}" maxlength="${length}" aria-describedby="${id}-fault">${more}</div><p class="fault" id="${id}-fault" role="alert"></p></div>`;

export const cardFields = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Carte</title><style>${style}</style></head>
<body><form id="form" novalidate>${field('number', 'cc-number', '4242 4242 4242 4242', 23, '<span id="brand" aria-hidden="true"></span>')}${field('expiry', 'cc-exp', '12/30', 5)}${field('cvc', 'cc-csc', '123', 4)}
<p class="note wide" id="note"></p><button type="submit" hidden></button></form><script>${script}</script></body></html>`;
