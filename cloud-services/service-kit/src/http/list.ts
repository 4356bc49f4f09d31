/** Lists: `?limit=` (50 unless told, at most 200) and an opaque `?cursor=`; answers `{items, nextCursor}`. */
import { z } from 'zod';
import { problem } from './problem.ts';

export const listLimitDefault = 50;
export const listLimitMax = 200;

/** Spread into a route's query schema: `z.strictObject({...listQuery, storeId: …})`. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(listLimitMax).default(listLimitDefault),
  cursor: z.string().optional(),
};

export const listOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws Problem 400 when it is not a cursor that this list gave. */
export function decodeCursor<S extends z.ZodType>(
  schema: S,
  cursor: string | undefined,
): z.infer<S> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw problem(
      400,
      'bad-cursor',
      'This cursor was not given by this list',
      'Begin again without a cursor.',
      { cause },
    );
  }
}

/**
 * Makes a page of rows that were asked for with `limit + 1`: the row too many tells that there is a next page.
 * @param positionOf what the next page starts after.
 */
export function pageOf<R>(rows: readonly R[], limit: number, positionOf: (row: R) => unknown) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(positionOf(last)) : null,
  };
}
