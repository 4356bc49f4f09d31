/** The smaller devices of a counter: scale, customer display, label printer, and the second payment terminal. */
import type { CaisseApState, CustomerDisplayState, LabelPrinterState, ScaleState } from '../devices.ts';
import { html, type Markup } from '../html.ts';
import { clock, money, type PageWords } from '../words.ts';
import { action, badge, toggle } from './parts.ts';

const loadsGrams = [0, 345, 1_250, 2_500] as const;
const transactionsShown = 5;
const labelsShown = 3;

const plugged = (device: { plugged: boolean }, act: string, words: PageWords): Markup =>
  device.plugged
    ? html`${badge('done', words.plugged)}${action(words.unplug, act, { unplugged: true })}`
    : html`${badge('danger', words.scannerUnplugged)}${action(words.plug, act, { unplugged: false }, { class: 'primary' })}`;

const toggles = (
  faults: Readonly<Record<string, boolean>>,
  names: Readonly<Record<string, string>>,
  act: string,
): Markup =>
  html`<div class="toggles">${Object.entries(names).map(([fault, label]) => toggle(label, act, fault, faults[fault] === true))}</div>`;

export function renderScale(scale: ScaleState | null, words: PageWords): Markup {
  if (!scale) return html`<p class="absent">${words.absent}</p>`;
  const act = 'scale/misbehave';
  return html`<div class="state-row">${plugged(scale, act, words)}</div>
    <div class="loads">${loadsGrams.map((grams) =>
      action(
        grams === 0 ? words.emptyScale : words.grams(grams),
        'scale/load',
        { grams },
        {
          class: `load g${grams}`,
          pressed: scale.loadGrams === grams,
        },
      ),
    )}</div>
    ${toggles(scale.faults, words.scaleFaults, act)}`;
}

export function renderCustomerDisplay(display: CustomerDisplayState | null, words: PageWords): Markup {
  if (!display) return html`<p class="absent">${words.absent}</p>`;
  return html`<pre class="tube">${display.lines.join('\n')}</pre>
    <div class="state-row">${plugged(display, 'customerDisplay/misbehave', words)}</div>`;
}

export function renderLabelPrinter(printer: LabelPrinterState | null, words: PageWords): Markup {
  if (!printer) return html`<p class="absent">${words.absent}</p>`;
  const act = 'labelPrinter/misbehave';
  const labels = printer.labels.slice(-labelsShown).reverse();
  return html`<div class="state-row">${plugged(printer, act, words)}</div>
    ${
      labels.length === 0
        ? html`<p class="muted">${words.noLabels}</p>`
        : html`<div class="labels">${labels.map(
            ({ number, texts, copies }) =>
              html`<figure><img src="/labels/${number}.svg" alt="${texts[0]}"><figcaption class="muted">× ${copies}</figcaption></figure>`,
          )}</div>`
    }
    ${toggles(printer.faults, words.labelFaults, act)}`;
}

export function renderCaisseAp(terminal: CaisseApState | null, words: PageWords): Markup {
  if (!terminal) return html`<p class="absent">${words.absent}</p>`;
  const act = 'caisseAp/misbehave';
  const automatic = terminal.mode === 'auto';
  const amount = (minor: number) => money((minor / 100).toFixed(2), 'CAD', words.language);
  const waiting = terminal.amountMinor === null ? '' : ` · ${amount(terminal.amountMinor)}`;
  return html`<div class="state-row">${plugged(terminal, act, words)}${badge('info', `${words.screen[terminal.screen]}${waiting}`)}</div>
    <div class="state-row">${(['contactless', 'chip', 'declined', 'redKey'] as const).map((kind) => action(words.cards[kind], 'caisseAp/card', { kind }, { class: kind }))}</div>
    <div class="state-row">${action(words.autoSwitch, 'caisseAp/mode', { mode: automatic ? 'manual' : 'auto' }, { class: 'switch', pressed: automatic })}</div>
    <ul class="rows">${terminal.transactions
      .slice(-transactionsShown)
      .reverse()
      .map(
        ({ action: done, amountMinor, approvalCode, at }) =>
          html`<li><time class="muted">${clock(at, words.language)}</time><span class="code">${approvalCode}</span>${done === 'credit' ? badge('info', words.refund) : ''}<span class="amount">${amount(amountMinor)}</span></li>`,
      )}</ul>
    ${toggles(terminal.faults, words.caisseApFaults, act)}`;
}
