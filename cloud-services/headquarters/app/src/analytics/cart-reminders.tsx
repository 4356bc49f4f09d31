import type { Funnel } from '@comptoir/reporting/insights/api';
import { formatMoney, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link } from 'react-router';
import { documentsPath } from '../figures/behind.ts';
import { FigureTable } from '../figures/figure-table.tsx';
import type { Days } from '../filters/period.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { percentOf } from './product-table.tsx';

/** What letters about carts that were left bring back. */
export function CartReminders({ told, days }: { told: Funnel['cartReminders']; days: Days }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { sent, leftMinor, orders, ordersByLink, orderedMinor } = told;
  const opened = (count: number, reminded: 'any' | 'link') => (
    <Link
      key={reminded}
      to={documentsPath({ days, filters: { storeId: null, channel: null } }, { reminded })}
    >
      {formatNumber(count, locale)}
    </Link>
  );
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
                  opened(orders, 'any'),
                  opened(ordersByLink, 'link'),
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
