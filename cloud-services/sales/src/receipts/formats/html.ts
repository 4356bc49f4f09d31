/** A receipt as a page of its own: no script, nothing loaded, fit to print. */
import { createHash } from 'node:crypto';
import type { ReceiptBlock, ReceiptDocument } from '@comptoir/hardware-drivers/receipt/document';
import { receiptStyle } from '../../api.ts';
import type { Language } from './receipt.ts';

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The one style of the page, told by its hash: nothing else may be loaded or run. Source: CSP Level 3. */
export const htmlPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(receiptStyle).digest('base64')}'; frame-ancestors 'none'`;

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
<title>${escaped(title)}</title><style>${receiptStyle}</style><main>${blocks.map(blockHtml).join('')}</main>${foot.length === 0 ? '' : `<nav>${foot.join('')}</nav>`}</html>`;
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
