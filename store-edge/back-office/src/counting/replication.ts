/** How counts go between a tablet and the store: as long as both are there. */
export const replication = {
  live: true,
  retry: true,
  /** Documents at once; PouchDB's own hundred asks four times as often, and each asks for marks of both sides. The store takes 2 000. */
  batch_size: 500,
} as const;
