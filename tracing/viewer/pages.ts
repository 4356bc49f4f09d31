/** The two pages: the list with its search, and one trace. They need no script: a search is an address. */
import { type Html, html } from './html.ts';
import type { SpanRow } from './otlp.ts';
import type { Search, TraceRow } from './span-store.ts';
import { type Bar, waterfall } from './waterfall.ts';
import { type Language, words } from './words.ts';

export type ListParts = Readonly<{
  language: Language;
  search: Search;
  services: readonly string[];
  traces: readonly TraceRow[];
  /** Whether there may be more that fit. */
  isFull: boolean;
}>;

const locales = { fr: 'fr-CA', en: 'en-CA' } as const;

export function listPage({ language, search, services, traces, isFull }: ListParts): string {
  const w = words[language];
  const options = ['', ...services].map(
    (name) =>
      html`<option value="${name}"${name === (search.service ?? '') ? html` selected` : ''}>${name || w.all}</option>`,
  );
  const content = html`
    <form method="get" action="/" role="search">
      <input type="hidden" name="lang" value="${language}">
      <label class="wide">${w.text}<input type="search" name="text" value="${search.text ?? ''}" autofocus></label>
      <label>${w.service}<select name="service">${options}</select></label>
      <label>${w.minMs}<input type="number" name="minMs" min="0" step="1" value="${search.minMs ?? ''}"></label>
      <label class="check"><input type="checkbox" name="failed" value="1"${search.failed ? html` checked` : ''}> ${w.failed}</label>
      <button>${w.search}</button>
    </form>
    ${traces.length === 0 ? html`<p class="sheet empty">${w.none}</p>` : table(language, traces)}
    ${isFull && html`<p class="muted">${w.most}</p>`}`;
  return page(language, w.title, w.sub, addressOf('/', search), content);
}

function table(language: Language, traces: readonly TraceRow[]): Html {
  const w = words[language];
  const rows = traces.map(
    (trace) => html`<tr>
      <td><a href="/traces/${trace.traceId}?lang=${language}">${trace.name}</a><small>${trace.service}</small></td>
      <td class="few">${whenOf(trace.startUs, language)}</td>
      <td class="number">${tookOf(trace.durationUs, language)}</td>
      <td class="number few">${trace.spans}</td>
      <td class="number few">${trace.services}</td>
      <td>${badge(trace.isFailed, language)}</td></tr>`,
  );
  return html`<div class="sheet"><table><thead><tr><th>${w.name}</th><th class="few">${w.when}</th><th class="number">${w.took}</th>
    <th class="number few">${w.spans}</th><th class="number few">${w.services}</th><th>${w.state}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

export function tracePage(language: Language, traceId: string, spans: readonly SpanRow[]): string {
  const w = words[language];
  const bars = waterfall(spans);
  const [first] = bars;
  const startUs = Math.min(...spans.map((span) => span.startUs));
  const endUs = Math.max(...spans.map((span) => span.startUs + span.durationUs));
  const services = new Set(spans.map(({ service }) => service)).size;
  const content = first
    ? html`<p class="muted">${whenOf(startUs, language)} · ${tookOf(endUs - startUs, language)} · ${spans.length} ${w.spans.toLowerCase()} ·
        ${services} ${w.services.toLowerCase()} · ${traceId}</p>
        <div class="sheet">${bars.map((bar) => step(language, bar, startUs))}</div>`
    : html`<p class="sheet empty">${w.gone}</p>`;
  return page(
    language,
    first?.span.name ?? w.title,
    first?.span.service ?? '',
    `/traces/${traceId}?`,
    html`<p><a href="/?lang=${language}">← ${w.back}</a></p>${content}`,
  );
}

/** Opened, it tells what the span says of itself; a summary takes the keyboard by itself. */
function step(language: Language, { span, depth, from, width }: Bar, traceStartUs: number): Html {
  const w = words[language];
  const told: [string, string][] = [
    [w.service, span.service],
    [w.start, tookOf(span.startUs - traceStartUs, language)],
    ...Object.entries(span.attributes),
  ];
  return html`<details>
    <summary class="step"><span class="name d${depth}">${span.name} ${span.isFailed && badge(true, language)}<small>${span.service}</small></span>
      <svg viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="1000" height="24"/>
        <rect class="bar${span.isFailed ? ' bad' : ''}" x="${permille(from)}" y="4" height="16" width="${Math.max(2, permille(width))}"/></svg>
      <span class="number">${tookOf(span.durationUs, language)}</span></summary>
    <dl>${told.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
  </details>`;
}

const permille = (part: number) => Math.round(part * 10_000) / 10;

function badge(isFailed: boolean, language: Language): Html {
  const w = words[language];
  return isFailed
    ? html`<span class="badge bad">${w.bad}</span>`
    : html`<span class="badge good">${w.good}</span>`;
}

function page(language: Language, title: string, sub: string, address: string, content: Html): string {
  const other = language === 'fr' ? 'en' : 'fr';
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} — Comptoir</title><link rel="stylesheet" href="/style.css"></head>
<body><header><div><h1>${title}</h1><p>${sub}</p></div>
<nav><a href="${address}&amp;lang=${language}">${words[language].refresh}</a> · <a href="${address}&amp;lang=${other}" lang="${other}">${words[language].other}</a></nav></header>
<main>${content}</main></body></html>`.html;
}

function addressOf(path: string, { text, service, minMs, failed }: Search): string {
  const told = {
    text,
    service,
    minMs: minMs === undefined ? undefined : String(minMs),
    failed: failed ? '1' : undefined,
  };
  const query = Object.entries(told).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `${path}?${new URLSearchParams(query)}`;
}

const whenOf = (us: number, language: Language) =>
  new Date(us / 1_000).toLocaleString(locales[language], { dateStyle: 'short', timeStyle: 'medium' });

function tookOf(us: number, language: Language): string {
  const [value, unit] = us >= 1_000_000 ? [us / 1_000_000, 's'] : [us / 1_000, 'ms'];
  const digits = { maximumFractionDigits: value >= 100 ? 0 : 2 };
  return `${value.toLocaleString(locales[language], digits)} ${unit}`;
}
