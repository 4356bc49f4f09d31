import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { NavLink } from 'react-router';
import frameCss from '../frame/frame.module.css';
import { useAlertCount } from './use-alerts.ts';

/** The way to the inbox, with how many nobody has taken note of. */
export function AlertsLink({ token }: { token: string }) {
  const { t } = useLingui();
  const unread = useAlertCount(token)?.unread ?? 0;
  return (
    <NavLink to="/alerts" data-testid="nav-alerts">
      {t`Alertes`}
      {unread === 0 ? null : (
        <span className={frameCss.count} data-testid="unread-alerts">
          {unread}
          <span className="visually-hidden">{plural(unread, { one: 'non lue', other: 'non lues' })}</span>
        </span>
      )}
    </NavLink>
  );
}
