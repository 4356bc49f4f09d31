import type { AlertPreview, AlertPreviewRequest, AlertRule, NewAlertRule } from '@comptoir/reporting/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

const base = '/api/v1/reports/alert-rules';

/** What is watched, by name. */
export function useRules() {
  const gateway = useGateway();
  const queries = useQueryClient();
  const rules = useQuery({
    queryKey: ['alert-rules'],
    queryFn: () => gateway.get<{ items: AlertRule[] }>(base),
  });
  const onSettled = () => queries.invalidateQueries({ queryKey: ['alert-rules'] });
  const save = useMutation({
    mutationFn: ({ ruleId, rule }: Readonly<{ ruleId: string | null; rule: NewAlertRule }>) =>
      ruleId === null
        ? gateway.send<AlertRule>('POST', base, rule)
        : gateway.send<AlertRule>('PUT', `${base}/${ruleId}`, rule),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (ruleId: string) => gateway.remove(`${base}/${ruleId}`),
    onSettled,
  });
  const preview = useMutation({
    mutationFn: (rule: AlertPreviewRequest) => gateway.send<AlertPreview>('POST', `${base}/preview`, rule),
  });
  return { rules, save, remove, preview };
}
