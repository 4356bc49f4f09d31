import type { TargetChanges, Targets } from '@comptoir/reporting/targets/api';
import { Amount, formatDay, formatTime, MoneyField } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Definition } from '../figures/definition.tsx';
import { FigureTable } from '../figures/figure-table.tsx';
import { useTold } from '../figures/use-report.ts';
import filterCss from '../filters/filters.module.css';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone, today } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';

/** What each store aims at in a month, entered here; beside it who set what, and when. */
export function TargetsPage() {
  const { t } = useLingui();
  const [search, setSearch] = useSearchParams();
  const month = search.get('month') ?? today().slice(0, 7);
  const told = useTold<Targets>(`targets?month=${month}`);
  return (
    <>
      <h1>
        <Trans>Objectifs des magasins</Trans> <Definition of="target" />
      </h1>
      <div className={filterCss.filters}>
        <label className={filterCss.field}>
          <span>{t`Mois`}</span>
          <input
            type="month"
            required
            value={month}
            onChange={({ target }) => target.value && setSearch({ month: target.value }, { replace: true })}
            data-testid="month"
          />
        </label>
      </div>
      {told.error ? <FaultMessage fault={told.error} /> : null}
      {told.data ? <TargetsForm key={month} targets={told.data} /> : null}
      <Changes month={month} />
    </>
  );
}

function TargetsForm({ targets }: { targets: Targets }) {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<ReadonlyMap<string, number | null>>(new Map());
  const save = useMutation({
    mutationFn: () =>
      gateway.send('PUT', '/api/v1/reports/targets', {
        targets: [...typed].map(([storeId, targetMinor]) => ({ storeId, month: targets.month, targetMinor })),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['reports'] });
      setTyped(new Map());
    },
  });
  return (
    <form
      className="sheet form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="fields">
        {targets.items.map(({ storeId, code, name, targetMinor }) => (
          <MoneyField
            key={storeId}
            label={`${name} (${code})`}
            amountMinor={typed.get(storeId) === undefined ? targetMinor : (typed.get(storeId) ?? null)}
            onAmount={(amountMinor) => setTyped((known) => new Map(known).set(storeId, amountMinor))}
            locale={locale}
            testId={`target-${code}`}
          />
        ))}
      </div>
      {save.error ? <FaultMessage fault={save.error} /> : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={typed.size === 0 || save.isPending}
          data-testid="save-targets"
        >{t`Enregistrer les objectifs`}</button>
        {save.isSuccess && typed.size === 0 ? <span role="status">{t`Objectifs enregistrés.`}</span> : null}
      </div>
    </form>
  );
}

function Changes({ month }: { month: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const people = useCashiers();
  const changes = useTold<TargetChanges>(`targets/changes?month=${month}`);
  const names = new Map(
    useTold<Targets>(`targets?month=${month}`).data?.items.map((one) => [one.storeId, one.name]),
  );
  const amount = (minor: number | null) =>
    minor === null ? '—' : <Amount amountMinor={minor} locale={locale} />;
  return (
    <FigureTable
      title={t`Changements de ce mois`}
      columns={[
        { name: t`Quand` },
        { name: t`Magasin`, isText: true },
        { name: t`Par`, isText: true, isWide: true },
        { name: t`Avant` },
        { name: t`Après` },
      ]}
      rows={(changes.data?.items ?? []).map((one) => {
        const at = new Date(one.at);
        return {
          key: `${one.at} ${one.storeId}`,
          testId: 'target-change',
          cells: [
            `${formatDay(at, headOfficeTimeZone)}, ${formatTime(at, locale, headOfficeTimeZone)}`,
            names.get(one.storeId) ?? '—',
            people.get(one.by) ?? '—',
            amount(one.beforeMinor),
            amount(one.afterMinor),
          ],
        };
      })}
      empty={t`Aucun objectif de ce mois n’a encore été saisi.`}
    />
  );
}
