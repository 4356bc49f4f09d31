import type { LoyaltyVersion } from '@comptoir/customer/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { BonusFields } from './bonus-fields.tsx';
import { NumberField, TextField } from './fields.tsx';
import { PreviewTable } from './preview-table.tsx';
import { useTierWords } from './tier-words.ts';
import { type Bonus, type Rules, useNewRules, usePreview } from './use-loyalty.ts';

export function RulesForm({ newest, onDone }: { newest: LoyaltyVersion; onDone: () => void }) {
  const { t } = useLingui();
  const tierWords = useTierWords();
  const [rules, setRules] = useState(newest.rules);
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState('');
  const preview = usePreview();
  const save = useNewRules(onDone);
  // What was tried is no longer what is written.
  const set = (part: Partial<Rules>) => {
    preview.reset();
    setRules((before) => ({ ...before, ...part }));
  };
  const setBonus = (at: number, bonus: Bonus | null) =>
    set({ bonuses: rules.bonuses.flatMap((one, index) => (index === at ? (bonus ?? []) : one)) });
  return (
    <form
      className="sheet form"
      aria-label={t`Changer les règles`}
      onSubmit={(event) => {
        event.preventDefault();
        if (save.isPending || reason.trim() === '') return;
        save.mutate({
          ...{ after: newest.version, rules, reason },
          from: from === '' ? null : new Date(from).toISOString(),
        });
      }}
    >
      <div className="fields">
        <NumberField
          label={t`Points par dollar`}
          value={rules.pointsPerUnit}
          onNumber={(points) => set({ pointsPerUnit: points ?? 0 })}
          testId="points-per-unit"
        />
        {rules.tiers.map(({ code, fromPoints }, at) =>
          at === 0 ? null : (
            <NumberField
              key={code}
              label={t`Niveau ${tierWords(code)}, à partir de (points)`}
              value={fromPoints}
              onNumber={(points) =>
                set({
                  tiers: rules.tiers.map((one) =>
                    one.code === code ? { code, fromPoints: points ?? 0 } : one,
                  ),
                })
              }
              testId={`tier-${code}`}
            />
          ),
        )}
        <NumberField
          label={t`Niveaux sur combien de mois (vide : depuis toujours)`}
          value={rules.tierMonths}
          onNumber={(tierMonths) => set({ tierMonths })}
          testId="tier-months"
        />
        <NumberField
          label={t`Mois de grâce avant de perdre un niveau`}
          value={rules.graceMonths}
          onNumber={(graceMonths) => set({ graceMonths: graceMonths ?? 0 })}
          testId="grace-months"
        />
        <NumberField
          label={t`Fin des points après tant de mois sans achat (12 au moins ; vide : jamais)`}
          value={rules.inactiveMonths}
          onNumber={(inactiveMonths) => set({ inactiveMonths })}
          testId="inactive-months"
        />
      </div>
      {rules.bonuses.map((bonus, at) => (
        <BonusFields
          key={bonus.id}
          bonus={bonus}
          tiers={rules.tiers.map(({ code }) => code)}
          onBonus={(changed) => setBonus(at, changed)}
        />
      ))}
      <div className="actions">
        <button
          type="button"
          className="button"
          onClick={() => set({ bonuses: [...rules.bonuses, newBonus()] })}
          data-testid="add-bonus"
        >{t`Ajouter un boni`}</button>
      </div>
      <div className="fields">
        <TextField label={t`Raison du changement`} value={reason} onText={setReason} testId="reason" />
        <TextField
          label={t`En vigueur à partir de (vide : maintenant)`}
          type="datetime-local"
          value={from}
          onText={setFrom}
          testId="rules-from"
        />
      </div>
      {preview.data ? <PreviewTable preview={preview.data} /> : null}
      {preview.error ? <FaultMessage fault={preview.error} /> : null}
      {save.error ? <FaultMessage fault={save.error} /> : null}
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={preview.isPending}
          onClick={() => preview.mutate(rules)}
          data-testid="preview"
        >{t`Essayer sur les 30 derniers jours`}</button>
        <button
          type="submit"
          className="button primary"
          disabled={save.isPending || reason.trim() === ''}
          data-testid="save-rules"
        >{t`Mettre ces règles en vigueur`}</button>
        <button type="button" className="button" onClick={onDone}>{t`Annuler`}</button>
      </div>
    </form>
  );
}

/** Its id stands in the ledger for good, so that it is not told by its name. */
const newBonus = (): Bonus => ({
  id: `b-${crypto.randomUUID().slice(0, 8)}`,
  name: { fr: '', en: '' },
  extraPerUnit: 1,
});
