import type { EdgeHealth } from '@comptoir/sales/api';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

const refreshMs = 5_000;

/** The stores' servers as they stand, and the words for how they stand. */
export function useEdges() {
  const { t } = useLingui();
  const gateway = useGateway();
  const edges = useQuery({
    queryKey: ['edges'],
    queryFn: () => gateway.get<{ items: EdgeHealth[] }>('/api/v1/sales/edges'),
    refetchInterval: refreshMs,
  });
  const words: Readonly<Record<EdgeHealth['state'], string>> = {
    online: t`En ligne`,
    silent: t`Sans nouvelle`,
    'never-seen': t`Jamais vu`,
    revoked: t`Révoqué`,
  };
  return { edges, words };
}
