import { useLingui } from '@lingui/react/macro';
import css from '../filters/filters.module.css';
import { useLocations } from './use-locations.ts';

/** One location. @param anyWord what none chosen is called; absent: one has to be chosen. */
export function PlaceField(props: {
  label: string;
  value: string;
  onChange: (locationId: string) => void;
  anyWord?: string;
  testId?: string;
}) {
  const { t } = useLingui();
  const places = useLocations();
  return (
    <label className={css.field}>
      <span>{props.label}</span>
      <select
        value={props.value}
        required={props.anyWord === undefined}
        onChange={({ target }) => props.onChange(target.value)}
        data-testid={props.testId}
      >
        <option value="">{props.anyWord ?? t`Choisir`}</option>
        {places.items.map(({ locationId, code, name }) => (
          <option key={locationId} value={locationId}>
            {code} · {name}
          </option>
        ))}
      </select>
    </label>
  );
}
