import type { AuditEntry } from '@comptoir/product/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useGateway } from '../gateway/context.ts';

type Page = { items: AuditEntry[]; nextCursor: string | null };
export const auditFilters = ['kind', 'by', 'q', 'from', 'to'] as const;
export type AuditFilter = (typeof auditFilters)[number];

/** What is sifted for lives in the address. Days are by this computer's clock; both are included. */
export function useAudit() {
  const gateway = useGateway();
  const [search, setSearch] = useSearchParams();
  const value = (name: AuditFilter) => search.get(name) ?? '';
  const set = (name: AuditFilter, text: string) =>
    setSearch(
      (known) => {
        const next = new URLSearchParams(known);
        if (text === '') next.delete(name);
        else next.set(name, text);
        return next;
      },
      { replace: true },
    );
  const asked = new URLSearchParams({ limit: '50' });
  for (const name of auditFilters) {
    const told = name === 'from' || name === 'to' ? instantOf(value(name), name) : value(name);
    if (told !== '') asked.set(name, told);
  }
  const pages = useInfiniteQuery({
    queryKey: ['audit', asked.toString()],
    queryFn: ({ pageParam }) =>
      gateway.get<Page>(
        `/api/v1/products/audit?${asked}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return { pages, items: pages.data?.pages.flatMap(({ items }) => items) ?? [], value, set };
}

function instantOf(day: string, name: 'from' | 'to'): string {
  const date = new Date(`${day}T00:00`);
  if (Number.isNaN(date.getTime())) return '';
  if (name === 'to') date.setDate(date.getDate() + 1);
  return date.toISOString();
}
