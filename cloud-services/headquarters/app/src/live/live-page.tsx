import { formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './live.module.css';
import { RevenueToday } from './revenue-today.tsx';
import { SalesList } from './sales-list.tsx';
import { headOfficeTimeZone } from './today.ts';
import { useLiveSales } from './use-live-sales.ts';

export function LivePage(props: { token: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { revenue, sales, connected } = useLiveSales(props.token);
  const asOf = revenue.data ? formatTime(new Date(revenue.data.asOf), locale, headOfficeTimeZone) : null;
  return (
    <>
      <header className={css.header}>
        <h1>
          <Trans>Aujourd’hui</Trans>
        </h1>
        <p className={connected ? css.live : css.late} data-testid="live-state" data-connected={connected}>
          {connected ? t`En direct` : t`Liaison en reprise : chiffres relus toutes les 10 s`}
          {asOf ? <span>{t`à jour à ${asOf}`}</span> : null}
        </p>
      </header>
      {revenue.error ? <FaultMessage fault={revenue.error} /> : null}
      {revenue.data ? <RevenueToday revenue={revenue.data} stores={revenue.data.stores} /> : null}
      {sales.error && !revenue.error ? <FaultMessage fault={sales.error} /> : null}
      {sales.data ? <SalesList sales={sales.data.items} stores={revenue.data?.stores ?? []} /> : null}
    </>
  );
}
