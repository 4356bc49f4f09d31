/**
 * A list as PostgreSQL reads an array, by the engine's own JSON: a fraction of what writing it value by value costs. Where the two
 * notations differ it is left to `pg`. Source: PostgreSQL 18 manual, 8.15.2 and 8.15.6.
 */
export function arrayText(values: readonly unknown[]): string | readonly unknown[] {
  if (!values.every(isWrittenAlike)) return values;
  const text = JSON.stringify(values);
  return text.includes('\\') ? values : `{${text.slice(1, -1)}}`;
}

const isWrittenAlike = (value: unknown) =>
  value === null ||
  value === undefined ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  Number.isFinite(value);
