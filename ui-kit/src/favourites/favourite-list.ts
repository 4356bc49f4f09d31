/** The order of a store's favourites, while somebody changes it. Pure; each answers a new list. */

/** As many as the screen leads with. */
export const favouritesMax = 60;

/** @returns the list with what stood at `from` at `to`; where nothing stands, as it was. */
export function withMoved(ids: readonly string[], from: number, to: number): readonly string[] {
  const moved = ids[from];
  if (moved === undefined || to < 0 || to >= ids.length) return ids;
  return ids.toSpliced(from, 1).toSpliced(to, 0, moved);
}

/** At the end, once. */
export const withAdded = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) || ids.length >= favouritesMax ? ids : [...ids, id];

export const without = (ids: readonly string[], id: string): readonly string[] =>
  ids.filter((one) => one !== id);
