import filters from '../filters/filters.module.css';
import css from './catalogue.module.css';
import type { Texts } from './edit.ts';

/** French and English side by side. */
export function TextPair(props: {
  french: string;
  english: string;
  texts: Texts;
  onChange: (texts: Texts) => void;
}) {
  const { texts, onChange } = props;
  return (
    <div className={css.pair}>
      <label className={filters.field}>
        <span>{props.french}</span>
        <input
          value={texts.fr}
          maxLength={200}
          required
          onChange={(event) => onChange({ ...texts, fr: event.target.value })}
        />
      </label>
      <label className={filters.field}>
        <span>{props.english}</span>
        <input
          lang="en"
          value={texts.en}
          maxLength={200}
          required
          onChange={(event) => onChange({ ...texts, en: event.target.value })}
        />
      </label>
    </div>
  );
}
