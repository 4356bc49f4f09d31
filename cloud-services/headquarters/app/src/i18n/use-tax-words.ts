import { useLingui } from '@lingui/react/macro';

/** Taxes by their code, as receipts name them. */
export function useTaxWords(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return { GST: t`TPS`, QST: t`TVQ`, HST: t`TVH`, PST: t`TVP` };
}
