/**
 * The page for a second screen: `/customer-display?register=1`. It needs nothing else of this server and nothing of the network beyond;
 * whoever stops hearing from the till for three seconds reads a welcome, never a former basket.
 */
export const customerPage = `<!doctype html>
<html lang="fr-CA">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Écran client</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; --ground: #f6f7f9; --surface: #fff; --text: #14181f; --muted: #4a5563; --hairline: #d5dae1; --primary: #0b5a8a; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1318; --surface: #181d24; --text: #eef1f5; --muted: #a9b4c2; --hairline: #2c343f; --primary: #6cb8ea; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--ground); color: var(--text); font: 28px/1.3 Inter, "Segoe UI", system-ui, "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; min-height: 100vh; display: grid; }
main { display: grid; align-content: center; justify-items: center; text-align: center; gap: 24px; padding: 4vmin; }
[lang="en-CA"] { font-size: 0.7em; color: var(--muted); display: block; }
.figure { font-size: max(96px, 16vmin); line-height: 1.1; font-weight: 700; color: var(--primary); }
.words { font-size: 48px; font-weight: 600; }
.basket { align-content: space-between; justify-items: stretch; text-align: start; }
ul { list-style: none; padding: 0; background: var(--surface); border-radius: 10px; }
li { display: grid; grid-template-columns: 4ch 1fr auto; gap: 16px; padding: 12px 24px; border-bottom: 1px solid var(--hairline); }
li:last-child { border: 0; font-size: 40px; font-weight: 600; }
.total { display: flex; justify-content: space-between; align-items: baseline; gap: 24px; }
</style>
</head>
<body>
<main aria-live="polite"></main>
<script>
const register = new URLSearchParams(location.search).get('register') ?? '1';
const main = document.querySelector('main');
const silentMs = 3000;
const amount = (minor) => new Intl.NumberFormat('fr-CA', { style: 'currency', currency: 'CAD' }).format(minor / 100);
const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const words = (fr, en) => element('p', { className: 'words' }, fr, element('span', { lang: 'en-CA' }, en));
const figure = (minor) => element('p', { className: 'figure' }, amount(minor));
const views = {
  idle: () => [words('Bienvenue', 'Welcome')],
  basket: ({ lines, totalMinor }) => [
    element('ul', {}, ...lines.map(({ name, quantity, amountMinor }) => element('li', {},
      element('span', {}, quantity.replace('.', ',')),
      element('span', {}, name.fr, element('span', { lang: 'en-CA' }, name.en)),
      element('span', {}, amount(amountMinor))))),
    element('div', { className: 'total' }, words('Total', 'Total'), figure(totalMinor)),
  ],
  due: ({ dueMinor, asksForCard }) => [
    words('À payer', 'Amount due'), figure(dueMinor),
    ...(asksForCard ? [words('Présentez la carte', 'Present card')] : []),
  ],
  change: ({ changeMinor }) => [
    ...(changeMinor > 0 ? [words('Monnaie à rendre', 'Your change'), figure(changeMinor)] : []),
    words('Merci de votre visite', 'Thank you for your visit'),
  ],
};
const show = (view) => {
  main.className = view.kind;
  main.replaceChildren(...views[view.kind](view));
};
let silence;
const heard = () => {
  clearTimeout(silence);
  silence = setTimeout(() => show({ kind: 'idle' }), silentMs);
};
const source = new EventSource('/customer-display/events?register=' + encodeURIComponent(register));
source.onmessage = (message) => { heard(); show(JSON.parse(message.data)); };
source.addEventListener('beat', heard);
show({ kind: 'idle' });
</script>
</body>
</html>`;
