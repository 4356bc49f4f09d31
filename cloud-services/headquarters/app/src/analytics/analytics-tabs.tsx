import { useLingui } from '@lingui/react/macro';
import { Link, useSearchParams } from 'react-router';

export const analyses = ['products', 'customers', 'given', 'losses'] as const;
export type Analysis = (typeof analyses)[number];
export const isAnalysis = (text: string | null): text is Analysis => analyses.some((one) => one === text);

export function AnalyticsTabs({ analysis }: { analysis: Analysis }) {
  const { t } = useLingui();
  const [search] = useSearchParams();
  const words: Readonly<Record<Analysis, string>> = {
    products: t`Produits`,
    customers: t`Clients et boutique`,
    given: t`Remises et retours`,
    losses: t`Prévention des pertes`,
  };
  return (
    <nav className="tabs" aria-label={t`Analyses`}>
      {analyses.map((one) => {
        const next = new URLSearchParams(search);
        next.set('analysis', one);
        return (
          <Link
            key={one}
            to={{ search: next.toString() }}
            replace
            aria-current={one === analysis ? 'page' : undefined}
            data-testid={`analysis-${one}`}
          >
            {words[one]}
          </Link>
        );
      })}
    </nav>
  );
}
