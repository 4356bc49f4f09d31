import type { Analytics } from '@comptoir/reporting/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { classPath, type Of } from '../figures/behind.ts';
import { FigureTable } from '../figures/figure-table.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { percentOf } from './product-table.tsx';

/** How few products make most of what is sold. */
export function Abc({ classes, of }: { classes: Analytics['classes']; of: Of }) {
  const { t } = useLingui();
  const locale = useLocale();
  const sum = (of: 'products' | 'amountMinor') => classes.reduce((all, one) => all + one[of], 0);
  const [products, amount] = [sum('products'), sum('amountMinor')];
  const share = (part: number, whole: number) => percentOf(String(whole === 0 ? 0 : part / whole), locale);
  return (
    <FigureTable
      title={t`Classes ABC`}
      definition="abc"
      testId="abc"
      columns={[
        { name: t`Classe` },
        { name: t`Produits` },
        { name: t`Part des produits`, isWide: true },
        { name: t`Avant taxes` },
        { name: t`Part des ventes` },
      ]}
      rows={classes.map((one) => ({
        key: one.abc,
        testId: 'abc-row',
        cells: [
          <Link key="class" to={classPath(of, one.abc)}>
            {one.abc}
          </Link>,
          formatNumber(one.products, locale),
          share(one.products, products),
          <Amount key="amount" amountMinor={one.amountMinor} locale={locale} />,
          share(one.amountMinor, amount),
        ],
      }))}
      empty={t`Aucune vente dans cette période.`}
    />
  );
}
