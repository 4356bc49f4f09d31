import { useLingui } from '@lingui/react/macro';

/** Of a tier that the rules name later, as they call it. */
export function useTierWords(): (tier: string) => string {
  const { t } = useLingui();
  const words: Readonly<Record<string, string>> = { regular: t`régulier`, silver: t`argent`, gold: t`or` };
  return (tier) => words[tier] ?? tier;
}
