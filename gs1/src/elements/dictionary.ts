/** The application identifiers, each with the form of its value. Source: data/SOURCE.md. */
import rows from '../../data/application-identifiers.json' with { type: 'json' };

/** One piece of a value: `N..15` is one to fifteen digits, `[X..17]` may be missing. */
export type Part = Readonly<{
  type: 'N' | 'X' | 'Y' | 'Z';
  lengthMin: number;
  lengthMax: number;
  optional: boolean;
  linters: readonly string[];
}>;

export type Identifier = Readonly<{
  /** Its length is known beforehand, so that no separator need follow. */
  fixed: boolean;
  /** May stand in the query of a Digital Link. */
  link: boolean;
  parts: readonly Part[];
  /** Set for what may begin a Digital Link's path: the orders in which qualifiers may follow. */
  qualifiers?: readonly (readonly string[])[];
  title: string;
}>;

type Row = Readonly<{
  ai: string;
  fixed?: boolean;
  link?: boolean;
  parts: readonly string[];
  qualifiers?: readonly (readonly string[])[];
  title: string;
}>;

const table: readonly Row[] = rows;
const dictionary: ReadonlyMap<string, Identifier> = new Map(table.flatMap(identifiersOf));

/** No identifier is the beginning of another. */
export function lookup(ai: string): Identifier | undefined {
  return dictionary.get(ai);
}

/** @returns the identifier that `text` begins with, of two to four digits. */
export function identifierAt(text: string): string | undefined {
  return [2, 3, 4].map((length) => text.slice(0, length)).find((ai) => dictionary.has(ai));
}

function identifiersOf({
  ai,
  fixed = false,
  link = false,
  parts,
  qualifiers,
  title,
}: Row): [string, Identifier][] {
  const identifier: Identifier = {
    fixed,
    link,
    parts: parts.map(parsePart),
    title,
    ...(qualifiers !== undefined && { qualifiers }),
  };
  const [first = ai, last = first] = ai.split('-');
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, index) => [
    String(Number(first) + index).padStart(first.length, '0'),
    identifier,
  ]);
}

/** `N18,csum,gcppos2`, `X..20`, `[N..12]`. */
function parsePart(text: string): Part {
  const optional = text.startsWith('[');
  const [, type, upTo, length, linters = ''] =
    /^\[?([NXYZ])(\.\.)?([0-9]+)\]?((?:,[a-z0-9]+)*)$/.exec(text) ?? [];
  if (type === undefined || length === undefined) throw new Error(`not a part of the dictionary: ${text}`);
  return {
    type: type as Part['type'],
    lengthMin: upTo === undefined ? Number(length) : 1,
    lengthMax: Number(length),
    optional,
    linters: linters.split(',').filter((linter) => linter !== ''),
  };
}
