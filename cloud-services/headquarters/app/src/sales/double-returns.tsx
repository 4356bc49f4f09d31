import type { DoubleReturnList } from '@comptoir/sales/api';
import { formatMoney, formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useGateway } from '../gateway/context.ts';
import { useLocale } from '../i18n/use-locale.ts';
import css from './double-returns.module.css';

const refreshMs = 15_000;

/** Goods that two stores took back while cut off from each other; nothing while there are none. Both returns stand: people decide. */
export function DoubleReturns() {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const doubles = useQuery({
    queryKey: ['double-returns'],
    queryFn: () => gateway.get<DoubleReturnList>('/api/v1/sales/double-returns?limit=50'),
    refetchInterval: refreshMs,
  });
  const items = doubles.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={css.doubles} aria-label={t`Retours en double`} data-testid="double-returns">
      <h2>
        <Trans>Retours en double</Trans>
      </h2>
      <p>
        <Trans>
          Ces articles sont revenus plus de fois qu’ils n’ont été vendus, dans des magasins coupés l’un de
          l’autre. De la caisse, les deux remboursements sont comptés : voyez ce qui reste à réclamer. D’une
          commande de la boutique, un seul a été payé.
        </Trans>
      </p>
      <ul>
        {items.map((item) => {
          const name = locale === 'fr-CA' ? item.name.fr : item.name.en;
          const [returned, sold] = [item.returned, item.sold].map((count) => formatNumber(count, locale));
          const excess = formatMoney(item.excess.amountMinor, locale);
          return (
            <li key={`${item.saleId} ${item.position}`}>
              <strong>{name}</strong>
              {' · '}
              {t`${returned} revenus pour ${sold} vendus, ${excess} de trop`}
              {' · '}
              <Link
                to={item.orderId === undefined ? `/sales/${item.receiptNumber}` : `/orders/${item.orderId}`}
              >
                {item.receiptNumber}
              </Link>
              {item.returns.map(({ receiptNumber }) => (
                <span key={receiptNumber}>
                  {' → '}
                  {item.orderId === undefined ? (
                    <Link to={`/sales/${receiptNumber}`}>{receiptNumber}</Link>
                  ) : (
                    receiptNumber
                  )}
                </span>
              ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
