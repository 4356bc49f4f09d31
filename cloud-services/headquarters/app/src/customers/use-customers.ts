import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

/** What head office shows of a customer. Source: docs, HTTP interface, `GET /api/v1/customers/{id}/profile`. */
export type Profile = Readonly<{
  id: string;
  email: string;
  names: Readonly<{ firstName: string; lastName: string }>;
  language: 'fr' | 'en';
  phone: string | null;
  cardNumber: string | null;
  addresses: readonly Readonly<{
    id: string;
    recipient: string;
    lines: readonly string[];
    city: string;
    region: string;
    postalCode: string;
  }>[];
  loyalty: Readonly<{ points: number; worthMinor: number; earned: number; tier: string }>;
  consents: Readonly<{ marketingEmail: boolean; analytics: boolean }>;
  memberSince: string;
}>;
export type Purchase = Readonly<{
  id: string;
  channel: 'web' | 'pos';
  number: string;
  at: string;
  status: string;
  total: Readonly<{ amountMinor: number }>;
  refunded: Readonly<{ amountMinor: number }>;
}>;
export type PointsEntry = Readonly<{ points: number; reason: string; at: string; number: string | null }>;
export type Note = Readonly<{ id: string; text: string; staffId: string; at: string }>;
export type Access = Readonly<{ staffId: string; what: string; at: string }>;
type Items<T> = Readonly<{ items: readonly T[] }>;

const path = '/api/v1/customers';
const shown = 50;
/** Each look is written down: a page that nobody reads must not look again by itself. */
const once = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;

/** A whole e-mail address, or the number of a card; anything else finds nobody, and is not asked. */
export function searchOf(typed: string): string | null {
  const text = typed.trim();
  const digits = text.replace(/[\s-]/g, '');
  if (/^\d{8,20}$/.test(digits)) return `card=${digits}`;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? `email=${encodeURIComponent(text)}` : null;
}

export function useFound(search: string | null) {
  const gateway = useGateway();
  return useQuery({
    ...once,
    queryKey: ['customers', search],
    queryFn: () => gateway.get<Items<Profile>>(`${path}?${search}`),
    enabled: search !== null,
  });
}

export function useCustomer(id: string) {
  const gateway = useGateway();
  const read = <T>(rest: string) => gateway.get<T>(`${path}/${encodeURIComponent(id)}/${rest}`);
  return useQuery({
    ...once,
    queryKey: ['customer', id],
    async queryFn() {
      const [profile, purchases, points, notes] = await Promise.all([
        read<Profile>('profile'),
        read<Items<Purchase>>(`orders?limit=${shown}`),
        read<Readonly<{ entries: readonly PointsEntry[] }>>('points'),
        read<Items<Note>>('notes'),
      ]);
      // Last, so that this very look is in it.
      const accesses = await read<Items<Access>>('accesses');
      return {
        profile,
        purchases: purchases.items,
        points: points.entries,
        notes: notes.items,
        accesses: accesses.items,
      };
    },
  });
}

export function useNoting(id: string) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => gateway.send('POST', `${path}/${encodeURIComponent(id)}/notes`, { text }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['customer', id] }),
  });
}
