import { useLingui } from '@lingui/react/macro';
import { NavLink } from 'react-router';

export function AuditTabs() {
  const { t } = useLingui();
  return (
    <nav className="tabs" aria-label={t`Historique`}>
      <NavLink to="/audit" end>{t`Changements`}</NavLink>
      <NavLink to="/audit/readings" data-testid="audit-readings">{t`Lectures de rapports`}</NavLink>
    </nav>
  );
}
