import type { Decided, QuarantineDecision, Quarantined, Replayed } from '@comptoir/sales/api';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

type Page = { items: Quarantined[]; nextCursor: string | null };
const path = '/api/v1/sales/quarantine';
const refreshMs = 10_000;

export function useQuarantine() {
  const gateway = useGateway();
  const queries = useQueryClient();
  const faults = useInfiniteQuery({
    queryKey: ['quarantine', 'fault'],
    queryFn: ({ pageParam }) =>
      gateway.get<Page>(`${path}?limit=50${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: refreshMs,
  });
  const waiting = useQuery({
    queryKey: ['quarantine', 'waiting'],
    queryFn: () => gateway.get<Page>(`${path}?state=waiting&limit=200`),
  });
  const replay = useMutation({
    mutationFn: () => gateway.send<Replayed>('POST', `${path}/replay`, {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['quarantine'] }),
  });
  return { faults, waiting, replay };
}

export function useDecision({ journal, seq }: Quarantined) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: QuarantineDecision) =>
      gateway.send<Decided>('POST', `${path}/${journal}/${seq}/decision`, decision),
    // One that is still open stays, with the sentence why.
    onSuccess: ({ state }) => state !== 'open' && queries.invalidateQueries({ queryKey: ['quarantine'] }),
  });
}
