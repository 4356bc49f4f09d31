import { useLingui } from '@lingui/react/macro';
import { NavLink } from 'react-router';
import { useMay } from '../session/may.ts';

export function ReportTabs() {
  const { t } = useLingui();
  const mayReadAccounts = useMay('read-accounts');
  return (
    <nav className="tabs" aria-label={t`Rapports`}>
      <NavLink to="/reports" end>{t`Ventes`}</NavLink>
      <NavLink to="/reports/custom" data-testid="tab-custom">{t`Sur mesure`}</NavLink>
      {mayReadAccounts ? (
        <>
          <NavLink to="/reports/accounts" data-testid="tab-accounts">{t`Comptabilité`}</NavLink>
          <NavLink to="/reports/reconciliation" data-testid="tab-reconciliation">{t`Concordance`}</NavLink>
        </>
      ) : null}
    </nav>
  );
}
