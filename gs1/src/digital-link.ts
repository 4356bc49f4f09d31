/** GS1 Digital Link: a product code that is a web address. */
import { type Identifier, lookup } from './elements/dictionary.ts';
import { contradicts, type Element, type Elements, judge } from './elements/element-string.ts';
import { type Meaning, meaningOf } from './elements/meaning.ts';
import { type Refusal, refuse } from './elements/refusal.ts';
import { parseGtin } from './keys/gtin.ts';

export type Link = Readonly<{ ok: true; elements: readonly Element[] } & Meaning> | Refusal;

const address = /^https?:\/\/[^/?#]+([^?#]*)(?:\?([^#]*))?/i;

/**
 * Reads primary key and qualifiers from the path, other elements from the query; words there (`linkType`) and the
 * fragment are no elements. An ordinary address is refused as `not-a-product`.
 * @param today the day of reading, for the century of dates.
 * Source: GS1 Digital Link Standard: URI Syntax.
 */
export function parseDigitalLink(text: string, today: string = anchorDay): Link {
  const link = linkElements(text);
  return link.ok ? { ...link, ...meaningOf(link.elements, today) } : link;
}

/** A day in the middle of the window in which years of two digits are read, for callers that have no clock at hand. */
export const anchorDay = '2026-01-01';

function linkElements(text: string): Elements {
  const [whole, path = '', query = ''] = address.exec(text) ?? [];
  if (whole === undefined) return refuse('not-a-product');
  const pairs = pathPairs(path);
  if (pairs === null) return refuse('not-a-product');
  const attributes = queryPairs(query);
  // A qualifier such as the serial number belongs in the path.
  if (attributes.some(([ai]) => lookup(ai)?.link !== true)) return refuse('unknown-ai');
  const elements: Element[] = [];
  for (const [ai, encoded] of [...pairs, ...attributes]) {
    const identifier = lookup(ai);
    if (identifier === undefined) return refuse('unknown-ai');
    const value = unescapeValue(ai, encoded);
    const why = value === null ? 'charset' : judge(value, identifier);
    if (value === null || why !== null) return refuse(why ?? 'charset');
    elements.push([ai, value]);
  }
  return contradicts(elements) ? refuse('content') : { ok: true, elements };
}

/** The rightmost primary key in the path and what follows it, or null if there is none or its qualifiers are not its own. */
function pathPairs(path: string): Element[] | null {
  const segments = path.replace(/\/$/, '').split('/');
  for (let at = segments.length - 2; at > 0; at -= 2) {
    const key = lookup(segments[at] ?? '');
    if (key?.qualifiers === undefined) continue;
    const pairs: Element[] = [];
    for (let pair = at; pair < segments.length; pair += 2) {
      pairs.push([segments[pair] ?? '', segments[pair + 1] ?? '']);
    }
    return mayFollow(
      key,
      pairs.slice(1).map(([ai]) => ai),
    )
      ? pairs
      : null;
  }
  return null;
}

/** Qualifiers may be left out, but not change places. */
function mayFollow({ qualifiers = [] }: Identifier, given: readonly string[]): boolean {
  return qualifiers.some((order) => {
    const places = given.map((ai) => order.indexOf(ai));
    return places.every((place, index) => place > (places[index - 1] ?? -1));
  });
}

function queryPairs(query: string): Element[] {
  return query
    .split(/[&;]/)
    .map((parameter): Element => {
      const [name = '', ...value] = parameter.split('=');
      return [name, value.join('=')];
    })
    .filter(([name]) => /^[0-9]+$/.test(name));
}

/** @returns null if the escapes are broken. Older links hold shorter GTINs: they get their zeros. */
function unescapeValue(ai: string, encoded: string): string | null {
  try {
    const value = decodeURIComponent(encoded);
    return ai === '01' && parseGtin(value).ok ? value.padStart(14, '0') : value;
  } catch {
    return null;
  }
}
