import { useLingui } from '@lingui/react/macro';
import { NavLink } from 'react-router';
import { useMay } from '../session/may.ts';

export function AlertTabs() {
  const { t } = useLingui();
  const mayChange = useMay('change-alerts');
  return (
    <nav className="tabs" aria-label={t`Alertes`}>
      <NavLink to="/alerts" end>{t`Boîte de réception`}</NavLink>
      {mayChange ? <NavLink to="/alerts/rules" data-testid="alert-rules">{t`Règles`}</NavLink> : null}
    </nav>
  );
}
