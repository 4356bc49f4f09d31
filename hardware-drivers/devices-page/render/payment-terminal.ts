import type { TerminalState } from '../devices.ts';
import { html, type Markup } from '../html.ts';
import { clock, money, type PageWords } from '../words.ts';
import { action, badge, toggle } from './parts.ts';

const chargesShown = 5;
const cards = ['contactless', 'chip', 'declined', 'wrongPin'] as const;
const onceFaults = [
  'cutBeforeCharge',
  'cutAfterCharge',
  'answerLost',
  'notFoundAfterCharge',
  'restartInPayment',
  'wrongAmount',
  'addTip',
  'approveOffline',
  'partial',
] as const;

export function renderTerminal(terminal: TerminalState | null, words: PageWords): Markup {
  if (!terminal) return html`<p class="absent">${words.absent}</p>`;
  const { screen, amount, currency } = terminal;
  const waiting = screen === 'present-card';
  const automatic = terminal.mode === 'auto';
  const shown = screen === 'idle' || screen === 'restarting' ? '' : money(amount, currency, words.language);
  return html`<div class="pos-terminal">
      <div class="screen ${screen}" role="status"><strong>${shown}</strong><span>${words.screen[screen]}</span></div>
      <div class="keys" aria-hidden="true">${Array.from({ length: 12 }, () => html`<i></i>`)}</div>
      ${action(words.cards.redKey, 'paymentTerminal/card', { kind: 'redKey' }, { class: 'red-key' })}
    </div>
    <div class="cards">${cards.map((kind) => action(words.cards[kind], 'paymentTerminal/card', { kind }, { class: `card ${kind}${waiting ? ' wanted' : ''}` }))}</div>
    <div class="state-row">${action(words.autoSwitch, 'paymentTerminal/mode', { mode: automatic ? 'manual' : 'auto' }, { class: 'switch', pressed: automatic })}<span class="muted">${automatic ? words.auto : words.manual}</span></div>`;
}

export function renderTerminalFaults(terminal: TerminalState | null, words: PageWords): Markup {
  if (!terminal) return html``;
  const { faults } = terminal;
  const act = 'paymentTerminal/misbehave';
  return html`<div class="toggles">
      ${toggle(words.terminalFaults.decline, act, 'decline', faults.decline === true)}
      ${toggle(words.terminalFaults.silent, act, 'silent', faults.silent === true)}
      ${toggle(words.terminalFaults.slow, act, 'slow', Number(faults.slow ?? 0) > 0, [0, 5_000])}
      ${action(words.restart, 'paymentTerminal/restart', {}, { class: 'toggle' })}
    </div>
    <h4>${words.faultsOnce}</h4>
    <div class="toggles">${onceFaults.map((fault) => toggle(words.terminalFaults[fault], act, fault, faults[fault] === true))}</div>`;
}

export function renderCharges(terminal: TerminalState | null, words: PageWords): Markup {
  const charges = terminal?.charges.slice(-chargesShown).reverse() ?? [];
  const refunds = terminal?.refunds.slice(-chargesShown).reverse() ?? [];
  if (charges.length + refunds.length === 0) return html`<p class="muted">${words.noCharges}</p>`;
  return html`<ul class="rows">${refunds.map(
    (refund) =>
      html`<li><time class="muted">${clock(refund.at, words.language)}</time><span class="code">${refund.transactionId}</span>${badge('info', words.refund)}<span class="amount">${money(refund.amount, refund.currency, words.language)}</span></li>`,
  )}${charges.map(
    (charge) =>
      html`<li><time class="muted">${clock(charge.at, words.language)}</time><span class="code">${charge.transactionId}</span>${
        Number(charge.reversedAmount) > 0
          ? badge(
              'info',
              `${money(charge.reversedAmount, charge.currency, words.language)} ${words.reversed}`,
            )
          : ''
      }<span class="amount">${money(charge.amount, charge.currency, words.language)}</span></li>`,
  )}</ul>`;
}
