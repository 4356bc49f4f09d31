import type { Consolidated, GroupBy, Measures } from '@comptoir/reporting/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { groupPath } from '../figures/behind.ts';
import { Definition } from '../figures/definition.tsx';
import { useFirstRows } from '../figures/use-first-rows.tsx';
import type { Filters } from '../filters/use-filters.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useTaxWords } from '../i18n/use-tax-words.ts';
import { columnDefinitions, totalDefinition } from './column-definitions.ts';
import css from './reports.module.css';

/** A grouping has the columns that mean something for it. */
export function ConsolidatedTable(props: {
  report: Consolidated;
  names: ReadonlyMap<string, string>;
  filters: Filters;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { report, names, filters } = props;
  const { first, more } = useFirstRows(report.rows);
  const of = { days: { from: report.from, to: report.to }, filters };
  const words = useGroupingWords();
  const keyText = useKeyText(names);
  const total: Partial<Record<GroupBy, string>> = {
    category: t`Avant taxes`,
    tender: t`Payé`,
    tax: t`Taxe`,
  };
  const columns: readonly (readonly [keyof Measures, string])[] = (
    [
      ['sales', t`Ventes`],
      ['returns', t`Retours`],
      ['subtotalMinor', t`Sous-total`],
      ['discountMinor', t`Rabais`],
      ['deliveryMinor', t`Livraison`],
      ['taxMinor', t`Taxes`],
      ['roundingMinor', t`Arrondi`],
      ['totalMinor', total[report.groupBy] ?? t`Total`],
    ] as const
  ).filter(([key]) => report.totals[key] !== null && report.rows.every((row) => row[key] !== null));
  const cell = (key: keyof Measures, row: Measures) => {
    const value = row[key];
    if (value === null) return '—';
    return key === 'sales' || key === 'returns' ? (
      formatNumber(value, locale)
    ) : (
      <Amount amountMinor={value} locale={locale} />
    );
  };
  const isOfDays = report.groupBy === 'day' || report.groupBy === 'week' || report.groupBy === 'month';
  const linked = (to: string | null, text: string) => (to ? <Link to={to}>{text}</Link> : text);
  if (report.rows.length === 0)
    return <p className="empty">{t`Aucune vente dans cette période. Choisissez-en une autre.`}</p>;
  return (
    <>
      <Scrolled className={`sheet ${css.totals}`}>
        <table className="table" data-testid="consolidated">
          <thead>
            <tr>
              <th scope="col">{words[report.groupBy]}</th>
              {columns.map(([key, name]) => (
                <th key={key} scope="col" className="figure">
                  {name}
                  <Definition
                    of={(key === 'totalMinor' && totalDefinition[report.groupBy]) || columnDefinitions[key]}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first.map((row) => (
              <tr key={row.key}>
                <td className={isOfDays ? 'day' : undefined}>
                  {linked(groupPath(report.groupBy, row.key, of), keyText(report.groupBy, row))}
                </td>
                {columns.map(([key]) => (
                  <td key={key} className="figure">
                    {cell(key, row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t`Total`}</th>
              {columns.map(([key]) => (
                <td key={key} className="figure" data-testid={`total-${key}`}>
                  {cell(key, report.totals)}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </Scrolled>
      {more}
    </>
  );
}

export function useGroupingWords(): Readonly<Record<GroupBy, string>> {
  const { t } = useLingui();
  return {
    day: t`Jour`,
    week: t`Semaine du`,
    month: t`Mois`,
    store: t`Magasin`,
    channel: t`Canal`,
    category: t`Catégorie`,
    cashier: t`Caissier`,
    tender: t`Mode de paiement`,
    tax: t`Taxe`,
  };
}

function useKeyText(names: ReadonlyMap<string, string>) {
  const { t } = useLingui();
  const language = useLocale() === 'en-CA' ? 'en' : 'fr';
  const codes: Readonly<Record<string, string>> = {
    pos: t`Magasins`,
    web: t`Boutique en ligne`,
    cash: t`Comptant`,
    card: t`Carte`,
    local: t`Carte en ligne`,
    'loyalty-points': t`Points de fidélité`,
    ...useTaxWords(),
  };
  return (groupBy: GroupBy, { key, label }: Consolidated['rows'][number]): string => {
    if (label) return label[language];
    if (groupBy === 'cashier')
      return key === '' ? t`Boutique en ligne` : (names.get(key) ?? t`Personne inconnue`);
    if (groupBy === 'month') return key.slice(0, 7);
    return codes[key] ?? key;
  };
}
