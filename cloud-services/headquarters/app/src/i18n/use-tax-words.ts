import { useLingui } from '@lingui/react/macro';

/** Taxes by their code, as receipts name them; `none` is what no tax was on. */
export function useTaxWords(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return { GST: t`TPS`, QST: t`TVQ`, HST: t`TVH`, PST: t`TVP`, none: t`Détaxé ou exonéré` };
}
