import type { Alert } from '@comptoir/reporting/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import filterCss from '../filters/filters.module.css';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { AlertTabs } from './alert-tabs.tsx';
import css from './alerts.module.css';
import { useFigureText, useKindWords } from './use-alert-words.ts';
import { useAlerts } from './use-alerts.ts';

const dayMinutes = 24 * 60;

/** What rings, and what rang. */
export function AlertsPage() {
  const { t } = useLingui();
  const [state, setState] = useState<'open' | 'all'>('open');
  const { alerts, acknowledge, snooze } = useAlerts(state);
  const items = alerts.data?.pages.flatMap((page) => page.items);
  const fault = alerts.error ?? acknowledge.error ?? snooze.error;
  return (
    <>
      <h1>
        <Trans>Alertes</Trans>
      </h1>
      <AlertTabs />
      <div className={filterCss.filters}>
        <div className={filterCss.periods}>
          <button type="button" aria-pressed={state === 'open'} onClick={() => setState('open')}>
            {t`En cours`}
          </button>
          <button type="button" aria-pressed={state === 'all'} onClick={() => setState('all')}>
            {t`Toutes`}
          </button>
        </div>
      </div>
      {fault ? <FaultMessage fault={fault} /> : null}
      {items?.length === 0 ? (
        <p className="empty" data-testid="no-alerts">
          {state === 'open'
            ? t`Rien ne sonne. Ce qui est surveillé est à l’onglet Règles.`
            : t`Rien n’a encore sonné.`}
        </p>
      ) : null}
      {items && items.length > 0 ? (
        <ul className={`sheet ${css.list}`}>
          {items.map((alert) => (
            <AlertRow
              key={alert.alertId}
              alert={alert}
              onAcknowledge={() => acknowledge.mutate(alert.alertId)}
              onSnooze={() => snooze.mutate({ alertId: alert.alertId, minutes: dayMinutes })}
            />
          ))}
        </ul>
      ) : null}
      {alerts.hasNextPage ? (
        <button type="button" className="button" onClick={() => void alerts.fetchNextPage()}>
          {t`Voir la suite`}
        </button>
      ) : null}
    </>
  );
}

function AlertRow(props: { alert: Alert; onAcknowledge: () => void; onSnooze: () => void }) {
  const { t } = useLingui();
  const moment = useMoment();
  const kinds = useKindWords();
  const figuresOf = useFigureText();
  const { alert } = props;
  const { kind, rule, store, register, beganAt, endedAt, acknowledgedAt, snoozedUntil } = alert;
  const isOpen = endedAt === null;
  const [began, ended, snoozed] = [beganAt, endedAt, snoozedUntil].map((at) =>
    at === null ? '' : moment(at),
  );
  const isPutOff = snoozedUntil !== null && Date.parse(snoozedUntil) > Date.now();
  return (
    <li data-testid="alert" data-open={isOpen} className={isOpen && !acknowledgedAt ? css.unread : undefined}>
      <span className={css.what}>
        <strong>
          {kinds[kind].name}
          {store === null ? '' : ` · ${store}`}
          {register === null ? '' : ` · ${t`caisse ${register}`}`}
        </strong>
        <span>{figuresOf(kind, alert)}</span>
        <span className="muted">{rule}</span>
      </span>
      <span className={css.when}>
        <span>{isOpen ? t`Depuis le ${began}` : t`Du ${began} au ${ended}`}</span>
        {acknowledgedAt ? <span className="muted">{t`Prise en note`}</span> : null}
        {isPutOff ? <span className="muted">{t`Reportée au ${snoozed}`}</span> : null}
      </span>
      {isOpen ? (
        <span className="actions">
          {acknowledgedAt ? null : (
            <button type="button" className="button" onClick={props.onAcknowledge} data-testid="acknowledge">
              {t`Prendre note`}
            </button>
          )}
          {isPutOff ? null : (
            <button type="button" className="button" onClick={props.onSnooze}>{t`Reporter d’un jour`}</button>
          )}
        </span>
      ) : null}
    </li>
  );
}

/** `2026-11-24, 14 h 05` */
export function useMoment(): (at: string) => string {
  const locale = useLocale();
  return (text) => {
    const at = new Date(text);
    return `${formatDay(at, headOfficeTimeZone)}, ${formatTime(at, locale, headOfficeTimeZone)}`;
  };
}
