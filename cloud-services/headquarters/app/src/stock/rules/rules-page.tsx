import type { StockRule } from '@comptoir/inventory/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Scrolled } from '../../frame/scrolled.tsx';
import { Titled } from '../../frame/titled.tsx';
import { useGateway } from '../../gateway/context.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { StockTabs } from '../stock-tabs.tsx';
import { useLocations } from '../use-locations.ts';
import { RuleForm } from './rule-form.tsx';
import { SourcingForm } from './sourcing-form.tsx';
import { useProductNames } from './use-product-names.ts';

type Rules = Readonly<{ items: StockRule[] }>;
const path = '/api/v1/inventory/rules';

/** What is kept back, when stock is low, how long deliveries take, and which shelves serve the shop. */
export function RulesPage() {
  const { t } = useLingui();
  const gateway = useGateway();
  const queries = useQueryClient();
  const [isWriting, setWriting] = useState(false);
  const rules = useQuery({ queryKey: ['inventory', 'rules'], queryFn: () => gateway.get<Rules>(path) });
  const write = useMutation({
    mutationFn: (rule: StockRule) => gateway.send<Rules>('PUT', path, { items: [rule] }),
    onSuccess: (written) => {
      queries.setQueryData(['inventory', 'rules'], written);
      setWriting(false);
    },
  });
  const fault = rules.error ?? write.error;
  return (
    <>
      <Titled
        title={<Trans>Seuils et sources</Trans>}
        newWord={t`Nouvelle règle`}
        isWriting={isWriting}
        onNew={() => setWriting(true)}
        testId="rule-new"
      />
      <StockTabs />
      {fault ? <FaultMessage fault={fault} /> : null}
      {isWriting ? (
        <RuleForm
          isBusy={write.isPending}
          onWrite={(rule) => write.mutate(rule)}
          onClose={() => setWriting(false)}
        />
      ) : null}
      {rules.data?.items.length === 0 ? (
        <p className="empty">
          <Trans>
            Aucune règle. Le stock est bas quand il ne dure plus une semaine, et une commande dure trois
            semaines.
          </Trans>
        </p>
      ) : null}
      {rules.data && rules.data.items.length > 0 ? (
        <RuleTable rules={rules.data.items} onTakeBack={(rule) => write.mutate({ ...rule, ...noFigure })} />
      ) : null}
      <SourcingForm />
    </>
  );
}

const noFigure = { safetyStock: null, reorderPoint: null, leadTimeDays: null, supplyDays: null };

function RuleTable(props: { rules: readonly StockRule[]; onTakeBack: (rule: StockRule) => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { nameOf } = useLocations();
  const nameOfProduct = useProductNames(props.rules.map(({ productId }) => productId));
  const figure = (value: string | number | null) => (value === null ? '–' : formatNumber(value, locale));
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Produit`}</th>
            <th>{t`Lieu`}</th>
            <th className="figure">{t`Gardé en réserve`}</th>
            <th className="figure">{t`Bas à partir de`}</th>
            <th className="figure">{t`Délai, en jours`}</th>
            <th className="figure">{t`Durée visée, en jours`}</th>
            <th>
              <span className="visually-hidden">{t`Actions`}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.rules.map((rule) => (
            <tr key={`${rule.locationId} ${rule.productId}`} data-testid="rule-row">
              <td>{rule.productId === '*' ? t`Tous les produits` : nameOfProduct(rule.productId)}</td>
              <td>{rule.locationId === '*' ? t`Tous les lieux` : nameOf(rule.locationId)}</td>
              <td className="figure">{figure(rule.safetyStock)}</td>
              <td className="figure">{figure(rule.reorderPoint)}</td>
              <td className="figure">{figure(rule.leadTimeDays)}</td>
              <td className="figure">{figure(rule.supplyDays)}</td>
              <td>
                <button type="button" className="button" onClick={() => props.onTakeBack(rule)}>
                  {t`Retirer`}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
