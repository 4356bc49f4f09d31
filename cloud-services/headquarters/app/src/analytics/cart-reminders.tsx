import type { Funnel } from '@comptoir/reporting/insights/api';
import { formatMoney, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { FigureTable } from '../figures/figure-table.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { percentOf } from './product-table.tsx';

/** What letters about carts that were left bring back. */
export function CartReminders({ told }: { told: Funnel['cartReminders'] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { sent, leftMinor, orders, ordersByLink, orderedMinor } = told;
  return (
    <FigureTable
      title={t`Paniers laissés et repris`}
      definition="cartReminders"
      testId="cart-reminders"
      columns={[
        { name: t`Courriels` },
        { name: t`Dans ces paniers` },
        { name: t`Commandes` },
        { name: t`Par le lien` },
        { name: t`Conversion` },
        { name: t`Commandé` },
      ]}
      rows={
        sent === 0
          ? []
          : [
              {
                key: 'all',
                cells: [
                  formatNumber(sent, locale),
                  formatMoney(leftMinor, locale),
                  formatNumber(orders, locale),
                  formatNumber(ordersByLink, locale),
                  percentOf(String(orders / sent), locale),
                  formatMoney(orderedMinor, locale),
                ],
              },
            ]
      }
      empty={t`Aucun courriel envoyé dans cette période.`}
    />
  );
}
