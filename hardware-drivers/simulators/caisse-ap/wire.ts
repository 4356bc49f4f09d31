/** Caisse-AP over IP v3 as the terminal reads and writes it: two letters, three digits of length, the value; no end mark. */

/** The fields of a request once all that a request must have is there, null before. */
export function readRequest(text: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  for (let rest = text; rest !== ''; ) {
    const length = Number(rest.slice(2, 5));
    const value = rest.slice(5, 5 + length);
    if (rest.length < 5 || !Number.isInteger(length) || value.length < length) return null;
    fields.set(rest.slice(0, 2), value);
    rest = rest.slice(5 + length);
  }
  return ['CZ', 'CJ', 'CA', 'CB', 'CD', 'CE'].every((tag) => fields.has(tag)) ? fields : null;
}

export const write = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([tag, value]) => tag + String(value.length).padStart(3, '0') + value)
    .join('');
