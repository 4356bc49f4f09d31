import { useQuery } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

type Person = { id: string; displayName: string };
type Page = { items: Person[]; nextCursor: string | null };

/** Names of everybody who may have sold, by id. @param isWanted false: nobody is asked. */
export function useCashiers(isWanted = true): ReadonlyMap<string, string> {
  const gateway = useGateway();
  const people = useQuery({
    queryKey: ['staff'],
    enabled: isWanted,
    queryFn: async () => {
      const all: Person[] = [];
      let cursor = '';
      do {
        const page = await gateway.get<Page>(
          `/api/v1/staff?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        );
        all.push(...page.items);
        cursor = page.nextCursor ?? '';
      } while (cursor);
      return new Map(all.map(({ id, displayName }) => [id, displayName]));
    },
    staleTime: 300_000,
  });
  return people.data ?? new Map();
}
