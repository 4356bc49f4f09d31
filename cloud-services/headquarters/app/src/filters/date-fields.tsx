import { useLingui } from '@lingui/react/macro';
import css from './filters.module.css';
import type { Days } from './period.ts';

/** From one day to another, both included. */
export function DateFields({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
  const { t } = useLingui();
  return (
    <>
      <label className={css.field}>
        <span>{t`Du`}</span>
        <input
          type="date"
          required
          value={days.from}
          max={days.to}
          onChange={(event) => onChange({ ...days, from: event.target.value })}
          data-testid="from"
        />
      </label>
      <label className={css.field}>
        <span>{t`Au`}</span>
        <input
          type="date"
          required
          value={days.to}
          min={days.from}
          onChange={(event) => onChange({ ...days, to: event.target.value })}
          data-testid="to"
        />
      </label>
    </>
  );
}
