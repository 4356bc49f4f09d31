import type { CashierActs, Discounts, ReturnReasons } from '@comptoir/reporting/insights/api';
import { Amount, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useGateway } from '../gateway/context.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import { actsPath, documentsPath, type Of } from './behind.ts';
import { FigureTable } from './figure-table.tsx';
import { useReasonWords } from './use-figure-words.ts';
import { useReport } from './use-report.ts';

type Promotions = { items: { id: string; name: { fr: string; en: string } }[] };

/** What was taken off prices: by each promotion, and by hand with each reason. */
export function DiscountsTable(of: Of) {
  const { t } = useLingui();
  const locale = useLocale();
  const language = locale === 'en-CA' ? 'en' : 'fr';
  const gateway = useGateway();
  const told = useReport<Discounts>('discounts', of.days, of.filters).data;
  const promotions = useQuery({
    queryKey: ['promotion-names'],
    queryFn: () => gateway.get<Promotions>('/api/v1/products/promotions?limit=200'),
    staleTime: 300_000,
  });
  const names = new Map(promotions.data?.items.map(({ id, name }) => [id, name[language]]));
  if (!told) return null;
  return (
    <FigureTable
      title={t`Remises accordées`}
      definition="discounts"
      columns={[{ name: t`Remise` }, { name: t`Ventes` }, { name: t`Montant` }]}
      rows={told.rows.map(({ source, promotionId, reason, documents, amountMinor }) => ({
        key: `${source} ${reason}`,
        testId: 'discount-row',
        cells: [
          <Link key="name" to={documentsPath(of, { discount: source })}>
            {promotionId === null
              ? t`À la main : ${reason ?? t`raison non dite`}`
              : (names.get(promotionId) ?? t`Promotion`)}
          </Link>,
          formatNumber(documents, locale),
          <Amount key="amount" amountMinor={amountMinor} locale={locale} />,
        ],
      }))}
      empty={t`Aucune remise dans cette période.`}
      testId="discounts"
    />
  );
}

export function ReturnsTable(of: Of) {
  const { t } = useLingui();
  const locale = useLocale();
  const wordOf = useReasonWords();
  const told = useReport<ReturnReasons>('returns', of.days, of.filters).data;
  if (!told) return null;
  return (
    <FigureTable
      title={t`Retours par raison`}
      definition="returnReasons"
      columns={[{ name: t`Raison` }, { name: t`Retours` }, { name: t`Avant taxes` }]}
      rows={told.rows.map(({ reason, returns, amountMinor }) => ({
        key: reason,
        testId: 'return-row',
        cells: [
          <Link key="name" to={documentsPath(of, { reason })}>
            {wordOf(reason)}
          </Link>,
          formatNumber(returns, locale),
          <Amount key="amount" amountMinor={amountMinor} locale={locale} />,
        ],
      }))}
      empty={t`Aucun retour dans cette période.`}
      testId="returns"
    />
  );
}

/** Who does more than others of what losses hide in; each number opens what it counts. */
export function CashiersTable(of: Of) {
  const { t } = useLingui();
  const locale = useLocale();
  const people = useCashiers();
  const told = useReport<CashierActs>('cashiers', of.days, of.filters).data;
  if (!told) return null;
  const linked = (value: number, to: string) =>
    value === 0 ? '0' : <Link to={to}>{formatNumber(value, locale)}</Link>;
  return (
    <FigureTable
      title={t`Annulations, prix forcés et tiroir, par caissier`}
      definition="lossPrevention"
      columns={[
        { name: t`Caissier` },
        { name: t`Ventes` },
        { name: t`Pour 100 ventes` },
        { name: t`Annulations`, isWide: true },
        { name: t`Prix changés`, isWide: true },
        { name: t`Remises à la main`, isWide: true },
        { name: t`Tiroir sans vente`, isWide: true },
        { name: t`Permissions`, isWide: true },
        { name: t`Retours`, isWide: true },
      ]}
      rows={told.rows.map((row) => {
        const { cashierId } = row;
        const acts = (kind: string) => actsPath(of, { cashierId, kind });
        return {
          key: cashierId,
          testId: 'cashier-row',
          cells: [
            <Link key="name" to={actsPath(of, { cashierId })}>
              {people.get(cashierId) ?? t`Personne inconnue`}
            </Link>,
            linked(row.sales, documentsPath(of, { cashierId, kind: 'sale' })),
            row.perHundredSales === null ? '—' : formatNumber(row.perHundredSales, locale),
            linked(row.voids, acts('void')),
            linked(row.overrides, acts('price-override')),
            linked(row.discounts, documentsPath(of, { cashierId, discount: 'manual' })),
            linked(row.noSales, acts('no-sale')),
            linked(row.approvals, acts('approval')),
            linked(row.returns, documentsPath(of, { cashierId, kind: 'return' })),
          ],
        };
      })}
      empty={t`Personne n’a encaissé dans cette période.`}
      testId="cashiers"
    />
  );
}
