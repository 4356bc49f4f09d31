/** The mailbox as a page: one list of mails and SMS, newest first, and the one that is read. French first, English complete. */

const style = `
:root { --ink: #1d1b18; --soft: #6a655d; --line: #e4dfd6; --ground: #f7f4ee; --paper: #fff; --accent: #0b5d4e; --chosen: #e6f0ec }
* { box-sizing: border-box } html, body { height: 100%; margin: 0 }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground); display: grid; grid-template-rows: auto 1fr }
header { display: flex; gap: 12px; align-items: center; padding: 12px 20px; background: var(--paper); border-bottom: 1px solid var(--line) }
h1 { font-size: 17px; margin: 0 } h1 span { color: var(--soft); font-weight: 400 } header p { margin: 0; color: var(--soft); font-size: 13px; flex: 1 }
button, input { font: inherit; padding: 7px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); color: inherit }
button { cursor: pointer } button:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
main { display: grid; grid-template-columns: minmax(280px, 380px) 1fr; min-height: 0 }
nav { border-right: 1px solid var(--line); overflow: auto } nav ul { list-style: none; margin: 0; padding: 8px }
nav button { display: grid; gap: 2px; width: 100%; text-align: left; border: 0; background: none; padding: 10px 12px }
nav button[aria-current] { background: var(--chosen) } nav b, nav small { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
nav small { color: var(--soft) } .top { display: flex; justify-content: space-between; gap: 8px; color: var(--soft); font-size: 12px }
.sms { color: var(--accent); font-weight: 600 } article { display: grid; grid-template-rows: auto 1fr; min-height: 0; min-width: 0 }
.head { padding: 18px 24px; display: grid; gap: 4px } .head h2 { margin: 0; font-size: 20px; overflow-wrap: anywhere } .head p { margin: 0; color: var(--soft); font-size: 13px }
.tabs { display: flex; gap: 8px; padding-top: 8px } .tabs button[aria-pressed=true] { border-color: var(--accent); color: var(--accent); font-weight: 600 }
iframe, pre { border: 0; margin: 0 24px 24px; background: var(--paper); border-radius: 12px; box-shadow: 0 1px 3px #0002 }
iframe { width: calc(100% - 48px); height: calc(100% - 24px) } pre { padding: 20px; white-space: pre-wrap; overflow: auto; overflow-wrap: anywhere; font: inherit }
.empty { padding: 48px 24px; text-align: center; color: var(--soft) }
@media (max-width: 720px) { main { grid-template-columns: 1fr; grid-template-rows: 40% 1fr } header p { display: none } }`;

const script = `
const words = {
  fr: { title: 'Courrier', sub: 'tout ce que la maison envoie', note: 'Rien ne sort de cette machine.', search: 'Filtrer', clear: 'Tout effacer',
    other: 'English', empty: 'Aucun message encore. Une inscription ou une commande en enverra un.', choose: 'Choisissez un message.',
    from: 'De', to: 'À', html: 'Mis en page', text: 'Texte', sms: 'Texto', copies: 'remis %n fois, gardé une fois' },
  en: { title: 'Mail', sub: 'everything the house sends', note: 'Nothing leaves this machine.', search: 'Filter', clear: 'Delete all',
    other: 'Français', empty: 'No message yet. A registration or an order will send one.', choose: 'Choose a message.',
    from: 'From', to: 'To', html: 'Formatted', text: 'Text', sms: 'SMS', copies: 'handed in %n times, kept once' } };
let language = navigator.language.startsWith('en') ? 'en' : 'fr', items = [], chosen = location.hash.slice(1), asText = false;
const $ = (id) => document.getElementById(id);
const make = (tag, fields = {}, ...children) => { const e = Object.assign(document.createElement(tag), fields); e.append(...children); return e; };
function draw() {
  const w = words[language], filter = $('filter').value.toLowerCase();
  document.documentElement.lang = language; document.title = w.title + ' — Comptoir';
  $('title').replaceChildren(w.title + ' ', make('span', { textContent: '— ' + w.sub })); $('note').textContent = w.note;
  $('filter').placeholder = w.search; $('filter').setAttribute('aria-label', w.search); $('clear').textContent = w.clear; $('language').textContent = w.other;
  const shown = items.filter((m) => (m.to.join() + m.subject + m.text).toLowerCase().includes(filter));
  const focused = document.activeElement && document.activeElement.dataset.id;
  $('list').replaceChildren(...shown.map((m) => {
    const time = new Date(m.receivedAt).toLocaleTimeString(language === 'fr' ? 'fr-CA' : 'en-CA', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
    const row = make('button', { onclick: () => { chosen = m.id; history.replaceState(null, '', '#' + m.id); draw(); } },
      make('span', { className: 'top' }, make('span', { textContent: m.to.join(', ') }), make('time', { textContent: time, dateTime: m.receivedAt })),
      m.kind === 'sms' ? make('b', { className: 'sms', textContent: w.sms }) : make('b', { textContent: m.subject }),
      make('small', { textContent: m.text.slice(0, 120) }));
    row.dataset.id = m.id; if (m.id === chosen) row.setAttribute('aria-current', 'true');
    return make('li', {}, row); }));
  if (focused) $('list').querySelector('[data-id="' + focused + '"]')?.focus();
  $('empty').hidden = shown.length > 0; $('empty').textContent = w.empty;
  read(items.find((m) => m.id === chosen), w);
}
let drawn = '';
function read(m, w) {
  const state = m ? m.id + m.deliveries + asText + language : 'none' + language;
  if (state === drawn) return; drawn = state;
  if (!m) return void $('message').replaceChildren(make('p', { className: 'empty', textContent: w.choose }));
  const tab = (name, text) => { const b = make('button', { textContent: name, onclick: () => { asText = text; draw(); } }); b.setAttribute('aria-pressed', String(asText === text)); return b; };
  const head = make('div', { className: 'head' }, make('h2', { textContent: m.subject || w.sms }),
    make('p', { textContent: w.from + ' : ' + m.from }), make('p', { textContent: w.to + ' : ' + m.to.join(', ') }));
  if (m.deliveries > 1) head.append(make('p', { textContent: w.copies.replace('%n', m.deliveries) }));
  if (m.html) head.append(make('div', { className: 'tabs' }, tab(w.html, false), tab(w.text, true)));
  const body = m.html && !asText ? make('iframe', { src: '/api/messages/' + m.id + '/html', title: m.subject }) : make('pre', { textContent: m.text });
  if (body.tagName === 'IFRAME') body.setAttribute('sandbox', 'allow-popups');
  $('message').replaceChildren(head, body);
}
async function load() { items = (await (await fetch('/api/messages')).json()).items; if (!chosen && items[0]) chosen = items[0].id; draw(); }
$('filter').oninput = draw; $('language').onclick = () => { language = language === 'fr' ? 'en' : 'fr'; draw(); };
$('clear').onclick = () => fetch('/api/messages', { method: 'DELETE' });
const changes = new EventSource('/api/changes'); changes.onopen = load; changes.onmessage = load;
draw();`;

export const page = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>Courrier — Comptoir</title><style>${style}</style></head>
<body><header><h1 id="title">Courrier</h1><p id="note"></p><input id="filter" type="search"><button id="clear"></button><button id="language"></button></header>
<main><nav><ul id="list"></ul><p id="empty" class="empty"></p></nav><article id="message" aria-live="polite"></article></main>
<script>${script}</script></body></html>
`;
