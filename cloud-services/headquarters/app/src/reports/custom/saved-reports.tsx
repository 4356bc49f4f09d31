import type { CustomReport } from '@comptoir/reporting/api';
import { useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import filterCss from '../../filters/filters.module.css';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useSaved } from './use-custom.ts';

/** Those that were kept, one's own and shared; and how to keep this one. */
export function SavedReports(props: { custom: CustomReport; onOpen: (custom: CustomReport) => void }) {
  const { t } = useLingui();
  const { custom, onOpen } = props;
  const { saved, save, forget } = useSaved();
  const [openId, setOpenId] = useState('');
  const items = saved.data ?? [];
  const opened = items.find(({ id }) => id === openId);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const told = new FormData(form);
    save.mutate(
      { name: String(told.get('name')).trim(), isShared: told.get('shared') !== null, custom },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <>
      <form className={filterCss.filters} onSubmit={submit}>
        {items.length > 0 ? (
          <label className={filterCss.field}>
            <span>{t`Ouvrir un rapport gardé`}</span>
            <select
              value={openId}
              onChange={({ target }) => {
                setOpenId(target.value);
                const chosen = items.find(({ id }) => id === target.value);
                if (chosen) onOpen(chosen.custom);
              }}
              data-testid="saved-reports"
            >
              <option value="">—</option>
              {items.map(({ id, name, isMine }) => (
                <option key={id} value={id}>
                  {isMine ? name : t`${name} (partagé)`}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {opened?.isMine ? (
          <button
            type="button"
            className="button"
            disabled={forget.isPending}
            onClick={() => forget.mutate(opened.id, { onSuccess: () => setOpenId('') })}
          >{t`Oublier celui-ci`}</button>
        ) : null}
        <label className={filterCss.field}>
          <span>{t`Garder sous le nom`}</span>
          <input name="name" required maxLength={80} data-testid="save-name" />
        </label>
        <label className="check">
          <input type="checkbox" name="shared" />
          {t`Partagé avec tout le monde`}
        </label>
        <button
          type="submit"
          className="button"
          disabled={save.isPending || custom.measures.length === 0}
          data-testid="save-report"
        >{t`Garder`}</button>
      </form>
      {[saved.error, save.error, forget.error].map((fault) =>
        fault ? <FaultMessage key={String(fault)} fault={fault} /> : null,
      )}
    </>
  );
}
