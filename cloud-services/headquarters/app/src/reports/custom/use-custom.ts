import type { CustomReport, ReportTable, SavedReport, SaveRequest } from '@comptoir/reporting/api';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../../gateway/context.ts';

const path = '/api/v1/reports/custom';

type Asked = Readonly<{
  from: string;
  to: string;
  storeId?: string;
  channel?: 'pos' | 'web';
  custom: CustomReport;
  language: 'fr' | 'en';
}>;

/** @param asked undefined while nothing is chosen. */
export function useCustomTable(asked: Asked | undefined) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['custom-report', asked],
    enabled: asked !== undefined,
    queryFn: () => gateway.send<ReportTable>('POST', path, asked),
    placeholderData: keepPreviousData,
  });
}

export function useSaved() {
  const gateway = useGateway();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['saved-reports'] });
  return {
    saved: useQuery({
      queryKey: ['saved-reports'],
      queryFn: async () => (await gateway.get<{ items: SavedReport[] }>(`${path}/saved`)).items,
    }),
    save: useMutation({
      mutationFn: (request: SaveRequest) =>
        gateway.send('PUT', `${path}/saved/${crypto.randomUUID()}`, request),
      onSuccess,
    }),
    forget: useMutation({ mutationFn: (id: string) => gateway.remove(`${path}/saved/${id}`), onSuccess }),
  };
}
