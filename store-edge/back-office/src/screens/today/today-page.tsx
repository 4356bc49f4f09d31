import type {
  AlertsAnswer,
  CountSummary,
  DayAnswer,
  DevicesAnswer,
} from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ask } from '../../edge/client.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import { useCycle } from '../counts/use-cycle.ts';
import { useDeliveries } from '../deliveries/deliveries-page.tsx';
import css from '../goods/goods.module.css';
import { useOrders } from '../orders/orders-page.tsx';
import { Page } from '../page.tsx';
import { useDiscrepancies } from './discrepancies-page.tsx';
import { useTaskWords } from './task-words.ts';
import { tasksOf } from './tasks.ts';

/** For the manager who comes in: what needs a decision, the gravest first; one tap opens the task. */
export function TodayPage() {
  const day = useEvery('day', '/day', (answer: DayAnswer) => answer);
  const counts = useEvery('counts', '/counts', ({ counts }: { counts: CountSummary[] }) => counts);
  const devices = useEvery('devices', '/devices', (answer: DevicesAnswer) => answer);
  const alerts = useEvery('stock-alerts', '/stock-alerts', (answer: AlertsAnswer) => answer);
  const orders = useOrders();
  const deliveries = useDeliveries();
  const discrepancies = useDiscrepancies();
  const cycle = useCycle();
  const words = useTaskWords();
  const isKnown = day.data && counts.data && devices.data && orders.data && deliveries.data;
  const tasks = isKnown
    ? tasksOf({
        day: day.data,
        counts: counts.data,
        devices: devices.data.states,
        orders: orders.data,
        deliveries: deliveries.data,
        negatives: discrepancies.data?.items.length ?? 0,
        toCount: cycle.data?.today.length ?? 0,
      })
    : [];
  return (
    <Page title={<Trans>Aujourd’hui</Trans>} asked={day}>
      {isKnown && tasks.length === 0 ? (
        <p className={css.done} role="status" data-testid="today-clear">
          <Trans>Rien n’attend de décision.</Trans>
        </p>
      ) : null}
      {tasks.length === 0 ? null : (
        <ul className={css.lines} data-testid="today">
          {tasks.map((task) => (
            <li key={task.is}>
              <Link to={task.to} className={css.task} data-testid={`today-${task.is}`}>
                <span className={css.name}>{words(task)}</span>
                <span className={css.state} data-tone={task.tone}>
                  {task.count}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {alerts.data ? <Low alerts={alerts.data} /> : null}
    </Page>
  );
}

const shownMax = 20;

/** What head office finds low: one tap asks the place that has it. */
function Low({ alerts }: { alerts: AlertsAnswer }) {
  const locale = useLocale();
  const text = useTexts();
  const low = alerts.items.filter(({ kind }) => kind === 'out' || kind === 'low').slice(0, shownMax);
  if (low.length === 0) return null;
  return (
    <section>
      <h2 className={css.aisle}>
        <Trans>Bientôt épuisé</Trans>
      </h2>
      <ul className={css.lines}>
        {low.map(({ productId, name, sku, kind, onHandNow, suggestedQuantity, suggestedSource }) => (
          <li key={`${productId}-${kind}`} className={css.line} data-testid="low-stock">
            <span className={css.name}>
              <Link to={`/stock/${productId}`}>{name ? text(name) : productId}</Link>
              <span className={css.codes}>{sku}</span>
            </span>
            <span className={css.state} data-tone={kind === 'out' ? 'danger' : 'warn'}>
              {formatNumber(onHandNow, locale)}
            </span>
            {suggestedSource && suggestedQuantity ? (
              <Link
                className="plain"
                to={`/livraisons/demander?de=${suggestedSource.locationId}&produit=${productId}&quantite=${suggestedQuantity}`}
                data-testid="ask-for-it"
              >
                <Trans>Demander</Trans>
              </Link>
            ) : (
              <span className={css.codes}>
                <Trans>au fournisseur</Trans>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function useEvery<A, T>(key: string, path: string, pick: (answer: A) => T) {
  return useQuery({
    queryKey: [key, 'today'],
    queryFn: async () => pick(await ask<A>('GET', path)),
    refetchInterval: 10_000,
  });
}
