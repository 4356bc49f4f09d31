import type {
  AccessesAnswer,
  AccessReason,
  LettersAnswer,
  Note,
  PointsEntry,
  Profile,
  Purchase,
} from '@comptoir/customer/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

type Items<T> = Readonly<{ items: readonly T[] }>;

const path = '/api/v1/customers';
const shown = 50;
/** Each look is written down: a page that nobody reads must not look again by itself. */
const once = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;

/** A search, and why: both are written down. */
export type Asked = Readonly<{ search: string; reason: AccessReason }>;

/** What is asked of a person says why. */
function useGatewayFor(reason: AccessReason | undefined) {
  const gateway = useGateway();
  return reason === undefined ? gateway : gateway.saying({ 'access-reason': reason });
}

export function useFound(asked: Asked | null) {
  const gateway = useGatewayFor(asked?.reason);
  return useQuery({
    ...once,
    queryKey: ['customers', asked],
    queryFn: () => gateway.get<Items<Profile>>(`${path}?${asked?.search}`),
    enabled: asked !== null,
  });
}

export function useCustomer(id: string, reason: AccessReason) {
  const gateway = useGatewayFor(reason);
  const read = <T>(rest: string) => gateway.get<T>(`${path}/${encodeURIComponent(id)}/${rest}`);
  return useQuery({
    ...once,
    queryKey: ['customer', id, reason],
    async queryFn() {
      const [profile, purchases, points, notes, letters] = await Promise.all([
        read<Profile>('profile'),
        read<Items<Purchase>>(`orders?limit=${shown}`),
        read<Readonly<{ entries: readonly PointsEntry[] }>>('points'),
        read<Items<Note>>('notes'),
        // Of orders, too: while Order is away the rest is shown all the same.
        read<LettersAnswer>('letters').catch(() => null),
      ]);
      // Last, so that this very look is in it.
      const accesses = await read<AccessesAnswer>('accesses');
      return {
        profile,
        purchases: purchases.items,
        points: points.entries,
        notes: notes.items,
        letters: letters?.items ?? null,
        accesses: accesses.items,
      };
    },
  });
}

export function useNoting(id: string, reason: AccessReason) {
  const gateway = useGatewayFor(reason);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => gateway.send('POST', `${path}/${encodeURIComponent(id)}/notes`, { text }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['customer', id] }),
  });
}
