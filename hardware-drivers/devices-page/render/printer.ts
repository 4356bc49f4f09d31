import type { PrinterState } from '../devices.ts';
import { html, type Markup } from '../html.ts';
import { clock, type PageWords } from '../words.ts';
import { action, badge, toggle } from './parts.ts';

const receiptsShown = 6;

function state(printer: PrinterState, words: PageWords): Markup {
  if (printer.coverOpen) return badge('warn', words.printerCover);
  if (printer.paper.out) return badge('warn', words.printerOut);
  if (printer.cutterJam) return badge('danger', words.printerJam);
  if (printer.offline) return badge('warn', words.printerOffline);
  if (printer.printing) return badge('info', words.printerPrinting);
  return printer.paper.nearEnd ? badge('warn', words.printerNearEnd) : badge('done', words.printerReady);
}

export function renderPrinter(printer: PrinterState | null, words: PageWords): Markup {
  if (!printer) return html`<p class="absent">${words.absent}</p>`;
  const waits = printer.waitingCommands > 0 && !printer.printing;
  return html`<div class="state-row">${state(printer, words)}${
    printer.paper.out || printer.paper.nearEnd
      ? action(words.loadPaper, 'printer/load-paper', {}, { class: 'primary' })
      : ''
  }</div>${waits ? html`<p class="muted">${words.waiting}</p>` : ''}`;
}

export function renderPrinterFaults(printer: PrinterState | null, words: PageWords): Markup {
  if (!printer) return html``;
  const { paper } = printer;
  return html`<div class="toggles">
    ${toggle(words.outNow, 'printer/misbehave', 'paperOut', paper.out)}
    ${action(words.outSoon, 'printer/misbehave', { paperOutAfterLines: 8 }, { class: 'toggle', pressed: !paper.out && paper.linesLeft <= 8 })}
    ${toggle(words.nearEnd, 'printer/misbehave', 'nearEnd', !paper.out && paper.nearEnd && paper.linesLeft > 8)}
    ${toggle(words.cover, 'printer/misbehave', 'coverOpen', printer.coverOpen)}
    ${toggle(words.jam, 'printer/misbehave', 'cutterJam', printer.cutterJam)}
    ${toggle(words.offline, 'printer/misbehave', 'offline', printer.offline)}
    ${toggle(words.silent, 'printer/misbehave', 'silent', printer.silent)}
    ${toggle(words.slowPrinter, 'printer/misbehave', 'slow', printer.slowMs > 0, [0, 250])}
    ${action(words.dropJob, 'printer/misbehave', { dropAfterBytes: 200 }, { class: 'toggle' })}
    ${action(words.powerCycle, 'printer/power-cycle', {}, { class: 'toggle' })}
  </div>`;
}

/** The latest hangs from the slot; older ones lie beside it. */
export function renderReceipts(printer: PrinterState | null, words: PageWords): Markup {
  const receipts = printer?.receipts.slice(-receiptsShown).reverse() ?? [];
  if (receipts.length === 0) return html`<p class="muted no-receipts">${words.noReceipts}</p>`;
  return html`<div class="receipts">${receipts.map(({ number, startedAt, end, items }) => {
    const source = `/receipts/${number}.svg?at=${encodeURIComponent(startedAt)}&items=${items}&end=${end}`;
    const label = words.receipt(number);
    return html`<figure class="${end}"><a href="${source}" target="_blank" rel="noopener"><img src="${source}" alt="${label}"></a>
      <figcaption class="muted">${clock(startedAt, words.language)}${end === 'torn' ? ` · ${words.torn}` : ''}</figcaption></figure>`;
  })}</div>`;
}

export function renderDrawer(printer: PrinterState | null, words: PageWords): Markup {
  if (!printer) return html`<p class="absent">${words.absent}</p>`;
  const { open, openings } = printer.drawer;
  return html`<div class="drawer ${open ? 'open' : 'closed'}" aria-hidden="true"><div class="tray"><i></i><i></i><i></i><i></i></div><div class="front"><b></b></div></div>
    <div class="state-row">${badge(open ? 'info' : 'quiet', open ? words.drawerOpen : words.drawerClosed)}<span class="muted figures">${words.openings(openings)}</span>${
      open ? action(words.closeDrawer, 'printer/close-drawer', {}, { class: 'primary' }) : ''
    }</div>`;
}
