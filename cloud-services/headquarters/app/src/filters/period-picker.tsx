import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import css from './filters.module.css';
import { type PeriodName, periodKeys, periodNames } from './period.ts';

const storageKey = 'comptoir.letters';

/** One letter chooses a period; who speaks to the computer can turn letters off. Source: WCAG 2.2, 2.1.4. */
export function PeriodPicker(props: { period: PeriodName; onChange: (period: PeriodName) => void }) {
  const { t } = useLingui();
  const { period, onChange } = props;
  const [letters, setLetters] = useState(() => localStorage.getItem(storageKey) !== 'off');
  const words: Readonly<Record<PeriodName, string>> = {
    today: t`Aujourd’hui`,
    week: t`Semaine`,
    month: t`Mois`,
    year: t`Année`,
  };

  useEffect(() => {
    if (!letters) return;
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, select, textarea');
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const chosen = periodNames.find((name) => periodKeys[name] === event.key.toUpperCase());
      if (chosen) onChange(chosen);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [letters, onChange]);

  return (
    <fieldset className={css.periods}>
      <legend className="visually-hidden">{t`Période`}</legend>
      {periodNames.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === period}
          onClick={() => onChange(name)}
          data-testid={`period-${name}`}
        >
          {words[name]}
          {letters ? <span aria-hidden="true">{periodKeys[name]}</span> : null}
        </button>
      ))}
      <button
        type="button"
        className={css.letters}
        aria-pressed={letters}
        title={t`Choisir la période par une lettre`}
        onClick={() => {
          localStorage.setItem(storageKey, letters ? 'off' : 'on');
          setLetters(!letters);
        }}
      >
        {letters ? t`Touches activées` : t`Touches désactivées`}
      </button>
    </fieldset>
  );
}
