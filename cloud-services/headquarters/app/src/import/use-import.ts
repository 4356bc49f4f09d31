import type { ImportColumns, ImportReport } from '@comptoir/product/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { countLines } from './count-lines.ts';

export type ChosenFile = Readonly<{ file: File; lines: number; columns: ImportColumns['items'] }>;

/** So much of a file shows its columns. */
const beginningBytes = 65_536;
const csv = 'text/csv';

/** What is in a file that was dropped: its columns, and how long it is. */
export function useFile() {
  const gateway = useGateway();
  return useMutation({
    mutationFn: async (file: File): Promise<ChosenFile> => {
      const [{ items }, lines] = await Promise.all([
        gateway.upload<ImportColumns>('/api/v1/products/import/columns', file.slice(0, beginningBytes), csv),
        countLines(file),
      ]);
      return { file, lines, columns: items };
    },
  });
}

type Sending = Readonly<{ id: string; file: File; columns: readonly string[]; dryRun: boolean }>;

export function useSending(onDone: (id: string) => void) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, file, columns, dryRun }: Sending) => {
      const search = new URLSearchParams({ id, dryRun: String(dryRun), columns: columns.join(',') });
      return gateway.upload<ImportReport>(`/api/v1/products/import?${search}`, file, csv);
    },
    onSuccess: ({ id }) => onDone(id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  });
}

const progressEveryMs = 700;

/** How many rows of an import are dealt with. It is asked of the list: before the file's first bytes have arrived there is no report. */
export function useRowsDone(id: string): number {
  const gateway = useGateway();
  const imports = useQuery({
    queryKey: ['imports', 'running'],
    queryFn: () => gateway.get<ImportList>(latest),
    refetchInterval: progressEveryMs,
  });
  return imports.data?.items.find((one) => one.id === id)?.rows ?? 0;
}

/** Of one that is over, in the language of the screen. */
export function useReport(id: string | null) {
  const gateway = useGateway();
  const locale = useLocale();
  return useQuery({
    queryKey: ['imports', id, locale],
    enabled: id !== null,
    queryFn: () => gateway.get<ImportReport>(`/api/v1/products/imports/${id}`),
  });
}

export type ImportSummary = Omit<ImportReport, 'badRows' | 'badRowsCut'>;
type ImportList = Readonly<{ items: readonly ImportSummary[] }>;
const latest = '/api/v1/products/imports?limit=10';

export function useImports() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['imports'],
    queryFn: () => gateway.get<ImportList>(latest),
  });
}
