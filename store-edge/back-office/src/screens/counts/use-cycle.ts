import type { CycleAnswer } from '@comptoir/edge-agent/back-office/api';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../edge/client.ts';

/** Whose turn it is to be counted today. */
export const useCycle = () =>
  useQuery({
    queryKey: ['cycle'],
    queryFn: () => ask<CycleAnswer>('GET', '/counts/cycle'),
    refetchInterval: 60_000,
  });
