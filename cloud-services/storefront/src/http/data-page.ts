/**
 * All that is kept of somebody as a page to read and to print, beside the same as JSON for programs. Nothing is left out: what has no words
 * here stands under the name that it has in the interface. It is a file on somebody's disk, so that its style stands in it.
 */
import { escaped } from '@comptoir/service-kit/escaped';
import type { Language } from '../../app/src/shared/paths.ts';
import { type Labels, labels } from './data-words.ts';

type Place = Readonly<{ language: Language; timeZone: string; words: Labels }>;

/** @param kept as `GET /api/v1/customers/{id}/export` answers. */
export function dataPage(
  kept: Readonly<Record<string, unknown>>,
  { language, timeZone }: Pick<Place, 'language' | 'timeZone'>,
): string {
  const place = { language, timeZone, words: labels[language] };
  const title = place.words.title;
  const { exportedAt, ...parts } = kept;
  const sections = Object.entries(parts).map(
    ([name, value]) => `<section><h2>${labelOf(name, place)}</h2>${shown(name, value, place)}</section>`,
  );
  return `<!doctype html>
<html lang="${language}-CA"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1><p>${shown('exportedAt', exportedAt, place)}</p>${sections.join('\n')}</main></body></html>
`;
}

function shown(name: string, value: unknown, place: Place): string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) return list(name, value, place);
  if (typeof value === 'object') return fields(Object.entries(value), place);
  return escaped(said(name, value, place));
}

function list(name: string, values: readonly unknown[], place: Place): string {
  if (values.length === 0) return `<p>${escaped(place.words.nothing)}</p>`;
  return `<ol>${values.map((value) => `<li>${shown(name, value, place)}</li>`).join('')}</ol>`;
}

function fields(entries: readonly (readonly [string, unknown])[], place: Place): string {
  // A text that we have in both languages is told in the reader's.
  const inOwn = entries.find(([name]) => name === place.language)?.[1];
  if (typeof inOwn === 'string' && entries.length === 2) return escaped(inOwn);
  const rows = entries.map(
    ([name, value]) => `<dt>${labelOf(name, place)}</dt><dd>${shown(name, value, place)}</dd>`,
  );
  return `<dl>${rows.join('')}</dl>`;
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function said(name: string, value: unknown, { language, timeZone, words }: Place): string {
  const locale = `${language}-CA`;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    if (/minor$/i.test(name))
      return new Intl.NumberFormat(locale, { style: 'currency', currency: 'CAD' }).format(value / 100);
    return new Intl.NumberFormat(locale).format(value);
  }
  const text = String(value);
  // What somebody wrote may look like a moment, and be none.
  if (!moment.test(text) || Number.isNaN(Date.parse(text))) return text;
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat(locale, style).format(new Date(text));
}

const labelOf = (name: string, { words }: Place): string => escaped(words.of.get(name) ?? name);

const style = `body{font:16px/1.5 system-ui,sans-serif;color:#14181F;background:#FFF;margin:24px}
main{max-width:800px;margin:auto}h1{font-size:24px}h2{font-size:20px;margin:32px 0 8px}
dl{display:grid;grid-template-columns:minmax(120px,240px) 1fr;gap:4px 16px;margin:0}
dd dl,li dl{grid-template-columns:fit-content(45%) 1fr}
dt{color:#4A5563}dd{margin:0;overflow-wrap:anywhere}
@media(max-width:720px){dl{display:block}dd{margin:0 0 4px 16px}}
ol{margin:0;padding-left:24px}li{border-bottom:1px solid #D5DAE1;padding:8px 0}`;
