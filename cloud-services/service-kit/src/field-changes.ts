/** What differs between two states of a thing, field by field, to be kept with who made it so. Pure. */
import { isDeepStrictEqual } from 'node:util';

type Json = string | number | boolean | null | Json[] | { [field: string]: Json };
type FieldChange = { field: string; before: Json; after: Json };

/** @returns the fields whose values differ; null: there is none. Both as plain JSON. */
export function fieldChanges(before: object, after: object): FieldChange[] {
  const [old, next] = [jsonOf(before), jsonOf(after)];
  return (
    [...new Set([...Object.keys(old), ...Object.keys(next)])]
      .map((field) => ({ field, before: old[field] ?? null, after: next[field] ?? null }))
      // A database gives back the members of an object in an order of its own.
      .filter((one) => !isDeepStrictEqual(one.before, one.after))
  );
}

const jsonOf = (value: object): Record<string, Json> => JSON.parse(JSON.stringify(value));
