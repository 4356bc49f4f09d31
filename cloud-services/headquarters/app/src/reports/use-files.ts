import type { GenerateRequest, Job } from '@comptoir/reporting/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

type Jobs = { items: Job[] };
const isOpen = ({ state }: Job) => state === 'waiting' || state === 'working';

/** One's own files, newest first; looked at again while one is being made. */
export function useFiles() {
  const gateway = useGateway();
  const queries = useQueryClient();
  const jobs = useQuery({
    queryKey: ['report-jobs'],
    queryFn: () => gateway.get<Jobs>('/api/v1/reports/jobs?limit=10'),
    refetchInterval: (query) => (query.state.data?.items.some(isOpen) ? 500 : false),
  });
  const generate = useMutation({
    mutationFn: (request: GenerateRequest) =>
      gateway.send<{ jobId: string }>('POST', '/api/v1/reports/generate', request),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['report-jobs'] }),
  });
  const change = useMutation({
    mutationFn: ({ jobId, how }: { jobId: string; how: 'cancel' | 'retry' }) =>
      gateway.post(`/api/v1/reports/jobs/${jobId}/${how}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['report-jobs'] }),
  });
  return { jobs, generate, change };
}

/** The file needs the token, which a plain link would not send. */
export async function saveFile(file: Blob, name: string): Promise<void> {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
