import type { Timeline } from '@comptoir/order/api';
import { Amount } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { TracesLink } from '../frame/traces-link.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './order.module.css';
import { useStatusWords } from './status.ts';
import { useInstant } from './use-instant.ts';
import { useTimeline } from './use-order.ts';
import { useChangeWords, useOwnReasonWords, useTimelineWords } from './use-timeline-words.ts';

type Item = Timeline['items'][number];

/** All that was done about the order, the checkout's steps and what is owed included; newest last. */
export function OrderTimeline({ orderId }: { orderId: string }) {
  const { t } = useLingui();
  const timeline = useTimeline(orderId);
  const known = timeline.data;
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{t`Déroulement`}</h2>
      {timeline.error ? <FaultMessage fault={timeline.error} /> : null}
      <ol className={css.history} data-testid="timeline">
        {known?.items.map((item) => (
          <TimelineItem key={`${item.kind} ${item.name} ${item.at} ${item.detail}`} item={item} />
        ))}
      </ol>
      {known?.checkout.correlationId ? (
        <p className="muted">
          {t`Référence du paiement : ${known.checkout.correlationId}`}{' '}
          <TracesLink text={known.checkout.correlationId} />
        </p>
      ) : null}
    </section>
  );
}

function TimelineItem({ item }: { item: Item }) {
  const { t } = useLingui();
  const locale = useLocale();
  const at = useInstant();
  const words = useTimelineWords();
  const changes = useChangeWords();
  const reasons = useOwnReasonWords();
  const moves = useStatusWords();
  const name = item.kind === 'move' ? (moves[item.name as keyof typeof moves] ?? item.name) : words(item);
  const states = { done: null, open: t`à faire`, failed: t`échoué` } as const;
  return (
    <li data-kind={item.kind} data-state={item.state}>
      <span>
        {name}
        {item.amountMinor === null ? null : (
          <>
            {' '}
            <Amount amountMinor={item.amountMinor} locale={locale} />
          </>
        )}
        {states[item.state] === null ? null : <span className={css.state}> {states[item.state]}</span>}
        {item.detail === null || item.kind === 'step' ? null : (
          <div className="muted">{item.name === 'changed' ? changes(item.detail) : reasons(item.detail)}</div>
        )}
      </span>
      <span className="muted">{at(item.at)}</span>
    </li>
  );
}
