/** What a person said that the columns of their files are, by heading: the next file of that kind needs no telling. */
import type { ImportColumns } from '@comptoir/product/api';

/** By heading, our name of a column; `''`: passed over. */
export type Choice = Readonly<Record<string, string>>;
type Column = ImportColumns['items'][number];
/** The browser's, which keeps texts by key. */
type Store = Readonly<{
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
}>;

const keyOf = (staffId: string) => `comptoir.import.columns.${staffId}`;
/** The oldest go: nobody has so many kinds of files. */
const headingsMax = 300;

export function keptChoice(staffId: string, storage: Store): Choice {
  const text = storage.getItem(keyOf(staffId));
  return text === null ? {} : (JSON.parse(text) as Choice);
}

export function keepChoice(staffId: string, choice: Choice, storage: Store): void {
  const all = Object.entries({ ...keptChoice(staffId, storage), ...choice });
  storage.setItem(keyOf(staffId), JSON.stringify(Object.fromEntries(all.slice(-headingsMax))));
}

/** For each column of a file, in order: what was said of it before, else what it is taken for. Nothing is said twice. */
export function chosenColumns(columns: readonly Column[], kept: Choice): string[] {
  const taken = new Set<string>();
  return columns.map(({ heading, column }) => {
    const code = kept[heading] ?? column ?? '';
    if (taken.has(code)) return '';
    if (code !== '') taken.add(code);
    return code;
  });
}

/** A column of its own: an attribute that is called as the heading. `undefined`: the heading gives no name. */
export function attributeOf(heading: string): string | undefined {
  const code = heading
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);
  return code === '' ? undefined : `attribute_${code}`;
}
