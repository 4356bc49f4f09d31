/** HTML that cannot be forgotten to escape: what is put into the template is text, unless it is markup already. */
export type Markup = Readonly<{ markup: string }>;
type Value = string | number | boolean | null | undefined | Markup | readonly Value[];

export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: parts.reduce((all, part, index) => all + render(values[index - 1]) + part) };
}

export const raw = (markup: string): Markup => ({ markup });

function render(value: Value): string {
  if (value === null || value === undefined || value === false || value === true) return '';
  if (typeof value === 'string') return value.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map(render).join('');
}
