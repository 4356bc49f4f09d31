/**
 * No-break spaces of Québec typography, set once over the whole French catalogue, so that nobody has to type or see them in a
 * source: before `$ % :`, within « », and between a number and its unit. None before `; ! ?`.
 * Source: docs, screens, "Words".
 */
const NO_BREAK = '\u00a0';

export function noBreak(text: string): string {
  return text
    .replace(/ (?=[$%:»])/g, NO_BREAK)
    .replace(/« /g, `«${NO_BREAK}`)
    .replace(/(?<=\d|^) (?=(?:min|kg)\b)/g, NO_BREAK);
}

/** Compiled messages are texts, or nested lists of texts, placeholders and plural branches. */
export function noBreakAll<M extends Record<string, unknown>>(messages: M): M {
  return Object.fromEntries(Object.entries(messages).map(([id, message]) => [id, inside(message)])) as M;
}

function inside(part: unknown): unknown {
  if (typeof part === 'string') return noBreak(part);
  if (Array.isArray(part)) {
    // A placeholder is [name, format, options]: its name and format are no text.
    if (typeof part[0] === 'string' && part.length <= 3 && /^\w+$/.test(part[0])) {
      return part.map((item, index) => (index === 2 ? inside(item) : item));
    }
    return part.map(inside);
  }
  if (typeof part === 'object' && part !== null) {
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inside(value)]));
  }
  return part;
}
