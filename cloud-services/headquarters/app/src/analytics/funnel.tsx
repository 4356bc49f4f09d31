import type { Funnel as Told } from '@comptoir/reporting/insights/api';
import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { documentsPath, type Of, visitsPath } from '../figures/behind.ts';
import { FigureTable } from '../figures/figure-table.tsx';
import { useTold } from '../figures/use-report.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { CartReminders } from './cart-reminders.tsx';
import { percentOf } from './product-table.tsx';

/** How far visitors of the shop get. The shop is of all stores: the store that is chosen plays no part. */
export function Funnel({ days, filters }: Of) {
  const { t } = useLingui();
  const locale = useLocale();
  const { data, error } = useTold<Told>(`funnel?from=${days.from}&to=${days.to}`);
  if (error) return <FaultMessage fault={error} />;
  if (!data) return null;
  const { visits, added, checkoutsBegun, orders } = data;
  const web = documentsPath(
    { days, filters: { ...filters, storeId: null, channel: 'web' } },
    { kind: 'sale' },
  );
  const steps: readonly (readonly [name: string, count: number, path: string])[] = [
    [t`Visites`, visits, visitsPath(days)],
    [t`Ont mis au panier`, added, visitsPath(days, 'added')],
    [t`Ont commencé à payer`, checkoutsBegun, visitsPath(days, 'checkout-begun')],
    [t`Commandes payées`, orders, web],
  ];
  return (
    <>
      <FigureTable
        title={t`Parcours d’achat dans la boutique`}
        definition="funnel"
        testId="funnel"
        columns={[
          { name: t`Étape` },
          { name: t`Nombre` },
          { name: t`Des visites` },
          { name: t`De l’étape d’avant` },
        ]}
        rows={
          visits + orders === 0
            ? []
            : steps.map(([name, count, path], index) => {
                const previous = steps[index - 1]?.[1] ?? 0;
                const share = (whole: number) =>
                  whole === 0 ? '—' : percentOf(String(count / whole), locale);
                return {
                  key: name,
                  testId: 'funnel-row',
                  cells: [
                    <Link key="name" to={path}>
                      {name}
                    </Link>,
                    formatNumber(count, locale),
                    share(visits),
                    index === 0 ? '' : share(previous),
                  ],
                };
              })
        }
        empty={t`Aucune visite connue dans cette période.`}
      />
      <CartReminders told={data.cartReminders} days={days} />
    </>
  );
}
