/** A receipt as a page of its own: no script, nothing loaded, fit to print. */
import { createHash } from 'node:crypto';
import type { ReceiptBlock, ReceiptDocument } from '@comptoir/hardware-drivers/receipt/document';
import type { Language } from './receipt.ts';

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
p{margin:0}.centre{text-align:center}.mark{margin:.5rem 0;padding:.25rem;text-align:center;font-weight:700;border:2px solid}
hr{margin:1rem 0;border:0;border-top:1px solid #999}.pair{display:flex;gap:1rem;justify-content:space-between}
.pair span+span{white-space:nowrap;font-variant-numeric:tabular-nums}.strong{font-weight:700}.total{font-weight:700;font-size:1.15em}
nav{display:flex;gap:1.5rem;justify-content:center;margin-top:1.5rem}a{color:inherit;padding:.75rem 0}@media print{nav{display:none}}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}}`;

/** The one style of the page, told by its hash: nothing else may be loaded or run. Source: CSP Level 3. */
export const htmlPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'`;

type Link = Readonly<{ href: string; text: string; language: Language }>;

export function htmlOf(
  { blocks }: ReceiptDocument,
  title: string,
  language: Language,
  links: readonly Link[] = [],
): string {
  const foot = links.map(
    ({ href, text, language: of }) => `<a href="${escaped(href)}" lang="${of}-CA">${escaped(text)}</a>`,
  );
  return `<!doctype html><html lang="${language}-CA"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${style}</style><main>${blocks.map(blockHtml).join('')}</main>${foot.length === 0 ? '' : `<nav>${foot.join('')}</nav>`}</html>`;
}

function blockHtml(block: ReceiptBlock): string {
  switch (block.type) {
    case 'text':
      return `<p class="${block.align ?? 'left'}${block.bold ? ' strong' : ''}">${escaped(block.text)}</p>`;
    case 'pair':
      return `<p class="pair"><span>${escaped(block.left)}</span><span>${escaped(block.right)}</span></p>`;
    case 'total':
      return `<p class="pair total"><span>${escaped(block.label)}</span><span>${escaped(block.amount)}</span></p>`;
    case 'mark':
      return `<p class="mark">${escaped(block.text)}</p>`;
    case 'rule':
      return '<hr>';
    default:
      return '';
  }
}
