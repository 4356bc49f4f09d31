import type { ListReach } from '@comptoir/pricing';

/** A list as it stands in Postgres. */
export type ListRow = {
  id: string;
  version: number;
  name: string;
  channel: 'pos' | 'web' | null;
  store_ids: string[] | null;
  valid_from: Date;
  valid_to: Date | null;
  changed_at: Date;
  changed_by: string;
  entry_count: number;
};

/** When and where it counts. */
export const reachOf = ({ valid_from, valid_to, channel, store_ids }: ListRow): ListReach => ({
  from: valid_from.toISOString(),
  ...(valid_to === null ? {} : { to: valid_to.toISOString() }),
  ...(channel === null ? {} : { channel }),
  ...(store_ids === null ? {} : { storeIds: store_ids }),
});
