import type { Reading } from '@comptoir/reporting/api';
import { useLingui } from '@lingui/react/macro';
import { useStores } from '../filters/use-stores.ts';
import { useReportWords } from '../reports/use-report-words.ts';

/** Which report was read, and of what, in words; what has none is told as it was asked. */
export function useReadingWords() {
  const { t } = useLingui();
  const reports: Readonly<Record<string, string>> = useReportWords();
  const stores = new Map(useStores().map(({ storeId, name }) => [storeId, name]));
  const pages: Readonly<Record<string, string>> = {
    dashboard: t`Tableau de bord`,
    live: t`En direct`,
    'sales/consolidated': t`Ventes consolidées`,
    'products/analytics': t`Analyses`,
    generate: t`Fichier demandé`,
    'jobs/file': t`Fichier téléchargé`,
    sent: t`Fichier reçu par courriel`,
    reconciliation: t`Concordance`,
    accounts: t`Comptes`,
    custom: t`Rapport sur mesure`,
    'custom/saved': t`Rapports gardés`,
    documents: t`Derrière un chiffre : reçus`,
    acts: t`Derrière un chiffre : actes`,
    products: t`Derrière un chiffre : produits`,
    visits: t`Derrière un chiffre : visites`,
    targets: t`Objectifs`,
    'targets/changes': t`Objectifs : changements`,
    discounts: t`Remises accordées`,
    returns: t`Retours par raison`,
    cashiers: t`Prévention des pertes`,
    cohorts: t`Clients qui reviennent`,
    funnel: t`Parcours dans la boutique`,
    tables: t`Tableau`,
  };
  const reportOf = ({ report, parameters }: Reading) => {
    const told = parameters.report;
    const name = typeof told === 'string' ? (reports[told] ?? told) : undefined;
    const page = pages[report] ?? report;
    if (name === undefined) return page;
    return report === 'tables' ? name : `${page} · ${name}`;
  };
  const parametersOf = ({ parameters }: Reading) =>
    Object.entries(parameters)
      .filter(([key, value]) => key !== 'report' && value !== null)
      .map(([key, value]) =>
        key === 'storeId' ? (stores.get(String(value)) ?? String(value)) : textOf(value),
      )
      .join(' · ');
  return { reportOf, parametersOf };
}

/** What a composed report was made of, without its brackets. */
function textOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return Object.values(value)
    .map(textOf)
    .filter((text) => text !== '')
    .join(', ');
}
