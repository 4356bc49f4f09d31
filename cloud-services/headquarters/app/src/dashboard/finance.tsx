import type { Consolidated } from '@comptoir/reporting/api';
import { Amount } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { documentsPath, type Of } from '../figures/behind.ts';
import { FigureTable } from '../figures/figure-table.tsx';
import { DiscountsTable, ReturnsTable } from '../figures/given-tables.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useTaxWords } from '../i18n/use-tax-words.ts';
import { useConsolidated } from '../reports/use-report.ts';
import { useTenderWords } from '../sales/use-tender-words.ts';
import css from './dashboard.module.css';

/** What was paid with and taxed, given away and given back. */
export function Finance(of: Of) {
  const { t } = useLingui();
  const taxes = useTaxWords();
  const tenders = { ...useTenderWords(), local: t`Carte en ligne` };
  return (
    <>
      <div className={css.rankings}>
        <Codes
          title={t`Encaissements`}
          column={t`Mode de paiement`}
          groupBy="tender"
          words={tenders}
          of={of}
        />
        <Codes title={t`Taxes perçues`} column={t`Taxe`} groupBy="tax" words={taxes} of={of} />
      </div>
      <DiscountsTable {...of} />
      <ReturnsTable {...of} />
    </>
  );
}

function Codes(props: {
  title: string;
  column: string;
  groupBy: 'tender' | 'tax';
  words: Readonly<Record<string, string>>;
  of: Of;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { title, column, groupBy, words, of } = props;
  const report: Consolidated | undefined = useConsolidated(groupBy, of.days, of.filters).data;
  if (!report) return null;
  return (
    <FigureTable
      title={title}
      columns={[{ name: column }, { name: t`Montant` }]}
      rows={report.rows.map(({ key, totalMinor }) => ({
        key,
        testId: `${groupBy}-row`,
        cells: [
          <Link key="name" to={documentsPath(of, { [groupBy]: key })}>
            {words[key] ?? key}
          </Link>,
          <Amount key="amount" amountMinor={totalMinor} locale={locale} />,
        ],
      }))}
      empty={t`Aucune vente dans cette période.`}
    />
  );
}
