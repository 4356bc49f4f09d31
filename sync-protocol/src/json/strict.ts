/**
 * JSON as I-JSON has it: like `JSON.parse`, but a name twice, a lone surrogate, a number too big for a double, or too deep a
 * nesting is refused instead of read in one of several ways. Source: RFC 8259, RFC 7493, RFC 8785 3.1.
 */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };
export type StrictJson =
  | Readonly<{ ok: true; value: JsonValue }>
  /** `at`: offset in UTF-16 code units where reading stopped. */
  | Readonly<{ ok: false; message: string; at: number }>;

const depthMax = 200;
const blank = /[ \t\n\r]*/y;
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a string.
const stringToken = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const literalToken = /true|false|null/y;

export function parseStrictJson(text: string): StrictJson {
  const plain = plainlyRead(text);
  if (plain !== undefined) return { ok: true, value: plain };
  const reader = new Reader(text);
  try {
    return { ok: true, value: reader.document() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message, at: reader.at };
    throw error;
  }
}

/**
 * What the platform would write the very same way has one reading only, and the platform is ten times as quick.
 * @returns undefined when it must be read with care: an escape may hide a lone surrogate.
 */
function plainlyRead(text: string): JsonValue | undefined {
  if (text.includes('\\u')) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    return JSON.stringify(value) === text && !isTooDeep(text, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Few brackets nest nowhere too deep: most texts need no look at their value. */
const isTooDeep = (text: string, value: JsonValue): boolean =>
  (text.match(/[[{]/g)?.length ?? 0) > depthMax && isDeeperThan(depthMax, value);

const isDeeperThan = (depth: number, value: JsonValue): boolean =>
  depth < 0 ||
  (typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((member: JsonValue) => isDeeperThan(depth - 1, member)));

/** No lone surrogate. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Leaves the recursion; never leaves this file. */
class Refusal extends Error {}

class Reader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonValue {
    const value = this.#value(0);
    this.#token(blank);
    if (this.at < this.#text.length) throw new Refusal('text after the end of the value');
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > depthMax) throw new Refusal(`nested deeper than ${depthMax}`);
    this.#token(blank);
    const next = this.#text[this.at];
    if (next === '{') return this.#object(depth);
    if (next === '[') return this.#array(depth);
    if (next === '"') return this.#string();
    const literal = this.#token(literalToken);
    if (literal !== null) return literal === 'null' ? null : literal === 'true';
    return this.#number();
  }

  #object(depth: number): JsonValue {
    // Without a prototype, so that the name __proto__ is a name like any other.
    const object: { [name: string]: JsonValue } = Object.create(null);
    this.#list('{', '}', () => {
      this.#token(blank);
      const name = this.#string();
      if (Object.hasOwn(object, name)) throw new Refusal(`the name ${JSON.stringify(name)} stands twice`);
      this.#expect(':');
      object[name] = this.#value(depth + 1);
    });
    return object;
  }

  #array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.#list('[', ']', () => items.push(this.#value(depth + 1)));
    return items;
  }

  #list(open: string, close: string, readItem: () => void): void {
    this.#expect(open);
    if (this.#accept(close)) return;
    do readItem();
    while (this.#accept(','));
    this.#expect(close);
  }

  #string(): string {
    const token = this.#token(stringToken);
    if (token === null) throw new Refusal('a string was expected');
    const value: string = JSON.parse(token);
    if (!isWellFormed(value)) throw new Refusal('a lone surrogate');
    return value;
  }

  #number(): number {
    const token = this.#token(numberToken);
    if (token === null) throw new Refusal('a value was expected');
    const value = Number(token);
    if (!Number.isFinite(value)) throw new Refusal(`${token} is beyond a double`);
    return value;
  }

  #accept(character: string): boolean {
    this.#token(blank);
    if (this.#text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#accept(character)) throw new Refusal(`'${character}' was expected`);
  }

  #token(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (!match) return null;
    this.at += match[0].length;
    return match[0];
  }
}
