import type { PeriodName, ReportRequest } from '@comptoir/reporting/api';
import { useLingui } from '@lingui/react/macro';

export function useReportWords(): Readonly<Record<ReportRequest['report'], string>> {
  const { t } = useLingui();
  return {
    'sales-consolidated': t`Ventes consolidées`,
    products: t`Ventes par produit`,
    'sale-lines': t`Lignes de vente`,
    'tax-return': t`Déclaration de taxes`,
    tenders: t`Modes de paiement`,
    journal: t`Journal comptable`,
    'stock-value': t`Valeur du stock`,
    closings: t`Archives des Z`,
    custom: t`Rapport sur mesure`,
  };
}

/** Told by the day on which a report is made. */
export function usePeriodWords(): Readonly<Record<PeriodName, string>> {
  const { t } = useLingui();
  return {
    yesterday: t`La veille`,
    'last-7-days': t`Les 7 derniers jours`,
    'last-week': t`La semaine dernière`,
    'last-month': t`Le mois dernier`,
    'month-to-date': t`Le mois en cours`,
    today: t`Le jour même`,
  };
}
