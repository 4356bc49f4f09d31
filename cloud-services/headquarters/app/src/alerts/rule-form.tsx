import type { AlertKind, AlertRule, NewAlertRule } from '@comptoir/reporting/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import filterCss from '../filters/filters.module.css';
import { useStores } from '../filters/use-stores.ts';
import { useLocale } from '../i18n/use-locale.ts';
import css from './alerts.module.css';
import { draftOf, isOfShop, judgedOf, newDraft, type RuleDraft, ruleOf, usualThresholds } from './draft.ts';
import { RulePreview } from './rule-preview.tsx';
import { useKindWords } from './use-alert-words.ts';

/** A rule, new or changed, with how often it would have rung. @param rule null: a new one. */
export function RuleForm(props: {
  rule: AlertRule | null;
  isPending: boolean;
  onSave: (rule: NewAlertRule) => void;
  onCancel: () => void;
}) {
  const { t } = useLingui();
  const language = useLocale() === 'en-CA' ? 'en' : 'fr';
  const stores = useStores();
  const kinds = useKindWords();
  const { rule } = props;
  const [draft, setDraft] = useState<RuleDraft>(rule ? draftOf(rule) : newDraft);
  const change = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const toggled = (id: string) =>
    draft.storeIds.includes(id) ? draft.storeIds.filter((one) => one !== id) : [...draft.storeIds, id];
  return (
    <form
      className="sheet form"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave(ruleOf(draft, rule?.language ?? language));
      }}
      data-testid="rule-form"
    >
      <div className="fields">
        <label className={filterCss.field}>
          <span>{t`Ce qui est surveillé`}</span>
          <select
            value={draft.kind}
            onChange={(event) => {
              const kind = event.target.value as AlertKind;
              change({ kind, threshold: usualThresholds[kind] });
            }}
            data-testid="rule-kind"
          >
            {Object.entries(kinds).map(([kind, { name }]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className={filterCss.field}>
          <span>{kinds[draft.kind].threshold}</span>
          <input
            inputMode="decimal"
            required
            pattern="\d+([.,]\d{1,2})?"
            value={draft.threshold}
            onChange={(event) => change({ threshold: event.target.value })}
            data-testid="rule-threshold"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Nom de la règle`}</span>
          <input
            required
            maxLength={80}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
            data-testid="rule-name"
          />
        </label>
      </div>
      {isOfShop(draft.kind) ? null : (
        <fieldset className={css.stores}>
          <legend className="muted">{t`Magasins (tous, si aucun n’est choisi)`}</legend>
          {stores.map(({ storeId, code, name }) => (
            <label key={storeId} className="check">
              <input
                type="checkbox"
                checked={draft.storeIds.includes(storeId)}
                onChange={() => change({ storeIds: toggled(storeId) })}
              />
              {code} · {name}
            </label>
          ))}
        </fieldset>
      )}
      <div className="fields">
        <label className={filterCss.field}>
          <span>{t`Courriels, séparés par des virgules`}</span>
          <input
            type="email"
            multiple
            value={draft.mails}
            placeholder={t`direction@exemple.ca`}
            onChange={(event) => change({ mails: event.target.value })}
            data-testid="rule-mails"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Numéros de texto, séparés par des virgules`}</span>
          <input
            value={draft.sms}
            placeholder="514 555-0123"
            onChange={(event) => change({ sms: event.target.value })}
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Webhooks (https), séparés par une espace`}</span>
          <input value={draft.webhooks} onChange={(event) => change({ webhooks: event.target.value })} />
        </label>
      </div>
      {rule && rule.webhooks.length > 0 ? (
        <p className={`muted ${css.secret}`}>
          {t`Secret de signature des webhooks (HMAC-SHA256) :`} <code>{rule.webhookSecret}</code>
        </p>
      ) : null}
      <label className="check">
        <input
          type="checkbox"
          checked={draft.isOn}
          onChange={(event) => change({ isOn: event.target.checked })}
        />
        {t`En vigueur`}
      </label>
      <RulePreview judged={judgedOf(draft)} />
      <div className="actions">
        <button type="submit" className="button primary" disabled={props.isPending} data-testid="save-rule">
          {t`Enregistrer la règle`}
        </button>
        <button type="button" className="button" onClick={props.onCancel}>{t`Annuler`}</button>
      </div>
    </form>
  );
}
