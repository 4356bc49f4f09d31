/** A receipt as a page of its own: no script, nothing loaded, fit to print. */
import type { Language, Layout } from './receipt.ts';

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
header,footer{text-align:center}p{margin:0}table{width:100%;border-collapse:collapse;margin:1rem 0;border-top:1px solid #999}
td{padding:.15rem 0;vertical-align:top}td+td{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.strong{font-weight:700;font-size:1.15em}@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}}`;

export function htmlOf({ title, head, parts, foot }: Layout, language: Language): string {
  const texts = (lines: readonly string[]) => lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  const tables = parts.map(
    (rows) =>
      `<table>${rows
        .map(
          ({ left, right = '', strong }) =>
            `<tr${strong ? ' class="strong"' : ''}><td>${escaped(left)}</td><td>${escaped(right)}</td></tr>`,
        )
        .join('')}</table>`,
  );
  return `<!doctype html><html lang="${language}-CA"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${style}</style><header>${texts(head)}</header><main>${tables.join('')}</main><footer>${texts(foot)}</footer></html>`;
}
