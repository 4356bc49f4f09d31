import type { SampleProduct, ScannerState } from '../devices.ts';
import { html, type Markup } from '../html.ts';
import { clock, type PageWords } from '../words.ts';
import { action, badge } from './parts.ts';

export function renderScanner(scanner: ScannerState | null, words: PageWords): Markup {
  if (!scanner) return html`<p class="absent">${words.absent}</p>`;
  const state = scanner.plugged
    ? scanner.connected
      ? badge('done', words.scannerReady)
      : badge('warn', words.scannerNobody)
    : badge('danger', words.scannerUnplugged);
  return html`<div class="state-row">${state}${
    scanner.plugged
      ? action(words.unplug, 'scanner/misbehave', { unplugged: true })
      : action(words.plug, 'scanner/misbehave', { unplugged: false }, { class: 'primary' })
  }</div>`;
}

export function renderScans(scanner: ScannerState | null, words: PageWords): Markup {
  if (!scanner || scanner.scans.length === 0) return html`<p class="muted">${words.noScans}</p>`;
  return html`<ul class="rows">${scanner.scans
    .slice(0, 5)
    .map(
      (scan) =>
        html`<li><span class="code">${scan.text.replaceAll('\u001d', '⟨GS⟩')}</span>${scan.heard ? '' : badge('warn', words.notHeard)}<time class="muted">${clock(scan.at, words.language)}</time></li>`,
    )}</ul>`;
}

/** Drawn once: what is typed in it must not be redrawn away. */
export function renderSamples(samples: readonly SampleProduct[], words: PageWords): Markup {
  const list =
    samples.length === 0
      ? html`<p class="muted">${words.noSamples}</p>`
      : html`<input type="search" id="filter" placeholder="${words.filter}" aria-label="${words.filter}" autocomplete="off">
        <ul class="samples" id="samples" tabindex="-1">${samples.map(
          ({ gtin, name }) =>
            html`<li data-find="${`${name.fr} ${name.en} ${gtin}`.toLowerCase()}"><button type="button" data-act="scanner/scan" data-body="${JSON.stringify({ text: gtin })}"><span class="name">${name[words.language]}</span><span class="code">${gtin}</span></button></li>`,
        )}</ul>`;
  return html`${list}
    <form class="free" data-form="scanner/scan"><label for="free">${words.freeCode}</label>
      <div><input id="free" name="text" autocomplete="off" inputmode="text" required maxlength="2000"><button class="primary">${words.scan}</button></div>
    </form>`;
}
