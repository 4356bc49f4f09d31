import type { StaffMember } from '@comptoir/sales/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

type Page = { items: StaffMember[]; nextCursor: string | null };
export type StaffInput = Pick<StaffMember, 'displayName' | 'roles' | 'language' | 'storeIds' | 'isActive'> &
  Readonly<{ login?: string; password?: string; pin?: string }>;

/** Everybody, by name. */
export function useStaff() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['staff-members'],
    queryFn: async () => {
      const all: StaffMember[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
        const page: Page = await gateway.get<Page>(`/api/v1/staff?limit=200${after}`);
        all.push(...page.items);
        cursor = page.nextCursor;
      }
      return all.sort((a, b) => a.displayName.localeCompare(b.displayName, 'fr-CA'));
    },
  });
}

/** Ends whatever somebody has open at head office: a lost computer, a password that others know. */
export function useEndSessions(id: string) {
  const gateway = useGateway();
  return useMutation({
    mutationFn: () => gateway.remove(`/api/v1/staff/${encodeURIComponent(id)}/sessions`),
  });
}

export function usePutStaff(onDone: () => void) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, input }: { id: string; input: StaffInput }) =>
      gateway.send('PUT', `/api/v1/staff/${encodeURIComponent(id)}`, input),
    onSuccess: async () => {
      await Promise.all(
        ['staff-members', 'staff', 'people'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      );
      onDone();
    },
  });
}
