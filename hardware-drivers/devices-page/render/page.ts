import type { Devices, SampleProduct } from '../devices.ts';
import { html, type Markup, raw } from '../html.ts';
import { script } from '../script.ts';
import { style } from '../style.ts';
import type { PageWords } from '../words.ts';
import { renderCaisseAp, renderCustomerDisplay, renderLabelPrinter, renderScale } from './counter.ts';
import { renderCharges, renderTerminal, renderTerminalFaults } from './payment-terminal.ts';
import { renderDrawer, renderPrinter, renderPrinterFaults, renderReceipts } from './printer.ts';
import { renderSamples, renderScanner, renderScans } from './scanner.ts';
import { renderWan } from './wan.ts';

/** The parts that change, by the id of the element that holds each. */
export function renderFragments(devices: Devices, words: PageWords): Record<string, string> {
  const fragments = {
    wan: renderWan(devices.wan, words),
    scanner: renderScanner(devices.scanner, words),
    scans: renderScans(devices.scanner, words),
    printer: renderPrinter(devices.printer, words),
    'printer-faults': renderPrinterFaults(devices.printer, words),
    receipts: renderReceipts(devices.printer, words),
    drawer: renderDrawer(devices.printer, words),
    terminal: renderTerminal(devices.paymentTerminal, words),
    'terminal-faults': renderTerminalFaults(devices.paymentTerminal, words),
    scale: renderScale(devices.scale, words),
    'customer-display': renderCustomerDisplay(devices.customerDisplay, words),
    'label-printer': renderLabelPrinter(devices.labelPrinter, words),
    'caisse-ap': renderCaisseAp(devices.caisseAp, words),
    charges: renderCharges(devices.paymentTerminal, words),
  };
  return Object.fromEntries(Object.entries(fragments).map(([id, { markup }]) => [id, markup]));
}

export function renderPage(devices: Devices, samples: readonly SampleProduct[], words: PageWords): string {
  const fragments = renderFragments(devices, words);
  const slot = (id: string): Markup => html`<div id="${id}">${raw(fragments[id] ?? '')}</div>`;
  const faults = (id: string): Markup =>
    html`<details open><summary>${words.faults}</summary>${slot(id)}</details>`;
  const [here, there] = words.language === 'fr' ? ['fr-CA', '/en'] : ['en-CA', '/'];
  return html`<!doctype html>
<html lang="${here}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title} · Comptoir</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<header><div><h1>${words.title}</h1><p class="muted">${words.intro}</p></div><a href="${there}" lang="${words.language === 'fr' ? 'en' : 'fr'}">${words.otherLanguage}</a></header>
<main>
<section class="wan-panel"><h2>${words.wan}</h2>${slot('wan')}</section>
<section class="scanner-panel"><h2>${words.scanner}</h2>${slot('scanner')}${renderSamples(samples, words)}<h3>${words.lastScans}</h3>${slot('scans')}</section>
<section class="printer-panel"><h2>${words.printer}</h2>${slot('printer')}<div class="slot" aria-hidden="true"></div>${slot('receipts')}${faults('printer-faults')}</section>
<section class="terminal-panel"><h2>${words.terminal}</h2>${slot('terminal')}<h3>${words.charges}</h3>${slot('charges')}${faults('terminal-faults')}</section>
<section class="drawer-panel"><h2>${words.drawer}</h2>${slot('drawer')}</section>
<div class="counter-panel">
<section><h2>${words.scale}</h2>${slot('scale')}</section>
<section><h2>${words.customerDisplay}</h2>${slot('customer-display')}</section>
<section><h2>${words.labelPrinter}</h2>${slot('label-printer')}</section>
<section><h2>${words.caisseAp}</h2>${slot('caisse-ap')}</section>
</div>
</main>
<script>${raw(script)}</script>
</body>
</html>`.markup;
}
