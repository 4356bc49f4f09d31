/** Whose sales a caller may see, and the query as parameters of SQL. */
import type { StaffCaller } from '@comptoir/service-kit/auth/tokens';
import { problem } from '@comptoir/service-kit/http/problem';

export type Scope = Readonly<{
  /** Null: all of them. */
  storeIds: readonly string[] | null;
  channel: 'pos' | 'web' | null;
}>;

/** @throws Problem 403 when the caller asks for a store that is not theirs. */
export function scopeOf(
  { stores: own }: Pick<StaffCaller, 'stores'>,
  query: Readonly<{ storeId?: string | undefined; channel?: 'pos' | 'web' | undefined }>,
): Scope {
  const { storeId, channel = null } = query;
  if (storeId !== undefined && own && !own.includes(storeId))
    throw problem(403, 'wrong-store', 'This store is not yours', 'Ask for one of your own stores.');
  return { storeIds: storeId !== undefined ? [storeId] : (own ?? null), channel };
}

/** @throws Problem 403 when the caller is of some stores only. */
export function requireAllStores({ stores }: Pick<StaffCaller, 'stores'>): void {
  if (stores)
    throw problem(403, 'wrong-store', 'The shop is of all stores', 'Ask head office for this figure.');
}

/** For every rollup, with the scope as `$1` and `$2`. */
export const inChannel = '($2::text is null or channel = $2)';
export const inStores = '($1::text[] is null or store_id = any($1))';
export const inScope = `${inStores} and ${inChannel}`;
export const scopeParameters = ({ storeIds, channel }: Scope): unknown[] => [storeIds, channel];
