import type { PriceListTerms, PriceListView } from '@comptoir/product/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import filterCss from '../../filters/filters.module.css';
import { useStores } from '../../filters/use-stores.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { isWaiting } from '../grid/use-price-sheet.ts';
import { usePriceFaults } from '../price-faults.ts';
import { draftOf, type ListDraft, newDraft, termsOf } from './draft.ts';
import css from './lists.module.css';
import { useListChange } from './use-lists.ts';

type Save = (terms: PriceListTerms) => Parameters<ReturnType<typeof useListChange>['mutate']>[0];

/** When and where a list counts. */
export function ListForm(props: {
  list?: PriceListView;
  save: Save;
  onSaved: (list: PriceListView) => void;
  onCancel?: () => void;
}) {
  const { list, save, onSaved, onCancel } = props;
  const { t } = useLingui();
  const stores = useStores();
  const faults = usePriceFaults();
  const [draft, setDraft] = useState<ListDraft>(() => (list ? draftOf(list) : newDraft(new Date())));
  const set = (part: Partial<ListDraft>) => setDraft((before) => ({ ...before, ...part }));
  const change = useListChange((answer) => {
    if (!isWaiting(answer)) onSaved(answer);
  });
  const terms = termsOf(draft, list);
  return (
    <form
      className="sheet form"
      aria-label={list ? t`Liste ${list.name}` : t`Nouvelle liste`}
      onSubmit={(event) => {
        event.preventDefault();
        if (terms && !change.isPending) change.mutate(save(terms));
      }}
    >
      <div className="fields">
        <label className={filterCss.field}>
          <span>{t`Nom`}</span>
          <input
            value={draft.name}
            maxLength={80}
            onChange={({ target }) => set({ name: target.value })}
            data-testid="list-name"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Canal`}</span>
          <select
            value={draft.channel}
            onChange={({ target }) => set({ channel: target.value as ListDraft['channel'] })}
            data-testid="list-channel"
          >
            <option value="">{t`Magasins et boutique`}</option>
            <option value="pos">{t`Magasins`}</option>
            <option value="web">{t`Boutique en ligne`}</option>
          </select>
        </label>
        <label className={filterCss.field}>
          <span>{t`À partir de`}</span>
          <input
            type="datetime-local"
            value={draft.from}
            onChange={({ target }) => set({ from: target.value })}
            data-testid="list-from"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Jusqu’à (facultatif)`}</span>
          <input
            type="datetime-local"
            value={draft.to}
            onChange={({ target }) => set({ to: target.value })}
            data-testid="list-to"
          />
        </label>
      </div>
      <fieldset className={css.stores}>
        <legend>{t`Magasins : aucun coché, la liste compte partout`}</legend>
        {stores.map(({ storeId, name }) => (
          <label key={storeId}>
            <input
              type="checkbox"
              checked={draft.storeIds.includes(storeId)}
              onChange={({ target }) =>
                set({
                  storeIds: target.checked
                    ? [...draft.storeIds, storeId]
                    : draft.storeIds.filter((id) => id !== storeId),
                })
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      {change.error ? <FaultMessage fault={change.error} words={faults(change.error)} /> : null}
      {change.data ? (
        <p role="status" data-testid="list-saved">
          {isWaiting(change.data) ? t`Attend une deuxième personne` : t`Enregistré`}
        </p>
      ) : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={!terms || change.isPending}
          data-testid="list-save"
        >
          <Trans>Enregistrer la liste</Trans>
        </button>
        {onCancel ? <button type="button" className="button" onClick={onCancel}>{t`Annuler`}</button> : null}
      </div>
    </form>
  );
}
