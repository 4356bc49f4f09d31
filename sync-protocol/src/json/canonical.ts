/**
 * Canonical JSON, for digests of values and fingerprints of requests. Journal records are never canonicalised: they are
 * hashed as written. Source: RFC 8785.
 */
import { AssertionError, assert } from '../assert.ts';
import { isWellFormed, type JsonValue, parseStrictJson } from './strict.ts';

/** @throws AssertionError for what JSON cannot hold: NaN, infinities, lone surrogates, `undefined`. */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new AssertionError(`${typeof value} is not a JSON value`);
  return `{${canonicalMembers(value as { readonly [name: string]: JsonValue }).join(',')}}`;
}

/** ECMAScript's own number to text is what RFC 8785 3.2.2.3 asks for. */
export function canonicalNumber(value: number): string {
  assert(Number.isFinite(value), `${value} is not a JSON number`);
  return JSON.stringify(value);
}

function canonicalString(text: string): string {
  assert(isWellFormed(text), 'a lone surrogate is not a JSON text');
  return JSON.stringify(text);
}

/** The default sort compares UTF-16 code units, as RFC 8785 3.2.3 asks. */
function canonicalMembers(object: { readonly [name: string]: JsonValue }): string[] {
  return Object.keys(object)
    .sort()
    .map((name) => `${canonicalString(name)}:${canonicalJson(object[name] ?? null)}`);
}

export type Canonical = Readonly<{ ok: true; canonical: string }> | Readonly<{ ok: false; message: string }>;

/** JSON text to canonical text; refuses what `parseStrictJson` refuses. */
export function canonicalizeText(json: string): Canonical {
  const parsed = parseStrictJson(json);
  return parsed.ok ? { ok: true, canonical: canonicalJson(parsed.value) } : parsed;
}
