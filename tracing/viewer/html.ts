/** Text that is safe to send as a page: what is put into it is escaped, unless it is such text itself. */
export type Html = Readonly<{ html: string }>;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (found) => escapes[found] ?? found);

type Part = string | number | Html | readonly Html[] | false | undefined;

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const filled = texts.map((text, at) => text + (at < parts.length ? partOf(parts[at]) : ''));
  return { html: filled.join('') };
}

function partOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return Array.isArray(part) ? part.map((one) => one.html).join('') : (part as Html).html;
}
