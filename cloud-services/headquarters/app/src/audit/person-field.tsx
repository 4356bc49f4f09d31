import { useLingui } from '@lingui/react/macro';
import filterCss from '../filters/filters.module.css';

/** Of whom; `''`: of everybody. */
export function PersonField(props: {
  people: ReadonlyMap<string, string>;
  value: string;
  onChange: (id: string) => void;
}) {
  const { people, value, onChange } = props;
  const { t } = useLingui();
  return (
    <label className={filterCss.field}>
      <span>{t`Personne`}</span>
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{t`Tout le monde`}</option>
        {[...people].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
