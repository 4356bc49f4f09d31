import type { AlertRule } from '@comptoir/reporting/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Titled } from '../frame/titled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { AlertTabs } from './alert-tabs.tsx';
import css from './alerts.module.css';
import { RuleForm } from './rule-form.tsx';
import { useKindWords } from './use-alert-words.ts';
import { useRules } from './use-rules.ts';

/** What head office is told of by itself. */
export function AlertRulesPage() {
  const { t } = useLingui();
  const kinds = useKindWords();
  const { rules, save, remove } = useRules();
  const [written, setWritten] = useState<AlertRule | 'new' | null>(null);
  const fault = rules.error ?? save.error ?? remove.error;
  const items = rules.data?.items;
  const rule = written === 'new' ? null : written;
  const openText = (open: number) => t`${open} en cours`;
  return (
    <>
      <Titled
        title={t`Règles d’alerte`}
        newWord={t`Nouvelle règle`}
        isWriting={written !== null}
        onNew={() => setWritten('new')}
        testId="new-rule"
      />
      <AlertTabs />
      {fault ? <FaultMessage fault={fault} /> : null}
      {written === null ? null : (
        <RuleForm
          key={rule?.ruleId ?? 'new'}
          rule={rule}
          isPending={save.isPending}
          onSave={(changed) =>
            save.mutate(
              { ruleId: rule?.ruleId ?? null, rule: changed },
              { onSuccess: () => setWritten(null) },
            )
          }
          onCancel={() => setWritten(null)}
        />
      )}
      {items?.length === 0 && written === null ? (
        <p className="empty">{t`Rien n’est surveillé. Ajoutez une règle : elle s’essaie d’abord sur les 30 derniers jours.`}</p>
      ) : null}
      {items && items.length > 0 ? (
        <ul className={`sheet ${css.list}`}>
          {items.map((one) => (
            <li key={one.ruleId} data-testid="alert-rule">
              <span className={css.what}>
                <strong>{one.name}</strong>
                <span>{kinds[one.kind].name}</span>
              </span>
              <span className={css.when}>
                <span>
                  {[...one.mails, ...one.sms, ...one.webhooks].join(', ') || t`Boîte de réception seulement`}
                </span>
                <span className="muted">{one.isOn ? openText(one.open) : t`Arrêtée`}</span>
              </span>
              <span className="actions">
                <button
                  type="button"
                  className="button"
                  onClick={() => setWritten(one)}
                >{t`Modifier`}</button>
                <button
                  type="button"
                  className="button"
                  disabled={remove.isPending}
                  onClick={() => remove.mutate(one.ruleId)}
                >{t`Supprimer`}</button>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
