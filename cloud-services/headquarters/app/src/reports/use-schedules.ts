import type { GenerateRequest, Scheduled } from '@comptoir/reporting/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

/** What is planned, next due first. */
export function useSchedules() {
  const gateway = useGateway();
  const queries = useQueryClient();
  const schedules = useQuery({
    queryKey: ['report-schedules'],
    queryFn: () => gateway.get<{ items: Scheduled[] }>('/api/v1/reports/schedules'),
  });
  const plan = useMutation({
    mutationFn: (request: GenerateRequest) => gateway.send('POST', '/api/v1/reports/generate', request),
    // Its first file is being made.
    onSuccess: () =>
      Promise.all(
        ['report-schedules', 'report-jobs'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      ),
  });
  const cancel = useMutation({
    mutationFn: (scheduleId: string) => gateway.remove(`/api/v1/reports/schedules/${scheduleId}`),
    // Somebody else may have cancelled it: the list tells.
    onSettled: () => queries.invalidateQueries({ queryKey: ['report-schedules'] }),
  });
  return { schedules, plan, cancel };
}
