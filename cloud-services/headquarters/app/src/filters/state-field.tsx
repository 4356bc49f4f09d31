import { useLingui } from '@lingui/react/macro';
import css from './filters.module.css';

/** In which state what is listed is. @param choices values and their words, in the order in which they are offered. */
export function StateField(props: {
  choices: readonly (readonly [value: string, word: string])[];
  value: string;
  onChange: (state: string) => void;
  testId?: string;
}) {
  const { t } = useLingui();
  return (
    <label className={css.field}>
      <span>{t`État`}</span>
      <select
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
        data-testid={props.testId}
      >
        {props.choices.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
