import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Form, Link, useSubmit } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import { type ChosenFilters, isFiltered, rangeName, valueName } from '../shared/chosen-filters.ts';
import type { FilterChoice, FilterGroup } from '../shared/shapes/catalogue.ts';
import { buttonClass } from './buttons.ts';
import css from './filter-form.module.css';

/** Narrows a list: what is chosen stands in the address. With script each choice is applied at once, without it by the button. */
export function FilterForm(props: {
  groups: readonly FilterGroup[];
  chosen: ChosenFilters;
  /** The list without filters. */
  all: string;
  /** What else the address says. */
  kept: Readonly<Record<string, string | null>>;
}) {
  const { groups, chosen, all, kept } = props;
  const { t } = useLingui();
  const submit = useSubmit();
  const isNarrowed = isFiltered(chosen);
  return (
    <details className={css.filters} open={isNarrowed} data-testid="filters">
      <summary className={buttonClass()}>{t`Filtrer`}</summary>
      <Form
        method="get"
        className={css.form}
        key={JSON.stringify(chosen)}
        onChange={(event) => {
          // Prices are typed to their end first.
          const { type } = event.target as unknown as HTMLInputElement;
          if (type !== 'text') submit(event.currentTarget, { preventScrollReset: true });
        }}
      >
        {Object.entries(kept).map(([name, value]) =>
          value === null ? null : <input key={name} type="hidden" name={name} value={value} />,
        )}
        {groups.map(({ code, name, values, ranges }) => (
          <fieldset key={code}>
            <legend>{name}</legend>
            {values.map((choice) => (
              <Choice key={choice.value} type="checkbox" name={valueName(code)} choice={choice} />
            ))}
            {ranges.length === 0 ? null : (
              <Choice
                type="radio"
                name={rangeName(code)}
                choice={{
                  ...{ value: '', label: t`Tout`, count: null },
                  isChosen: !ranges.some(({ isChosen }) => isChosen),
                }}
              />
            )}
            {ranges.map((choice) => (
              <Choice key={choice.value} type="radio" name={rangeName(code)} choice={choice} />
            ))}
          </fieldset>
        ))}
        <fieldset>
          <legend>{t`Prix en dollars`}</legend>
          <Price name="min" label={t`Au moins`} minor={chosen.priceMinMinor} />
          <Price name="max" label={t`Au plus`} minor={chosen.priceMaxMinor} />
          <Choice
            type="checkbox"
            name="stock"
            choice={{ value: '1', label: t`En stock seulement`, count: null, isChosen: chosen.inStock }}
          />
        </fieldset>
        <div className={css.acts}>
          <button type="submit" className={buttonClass('primary')} data-testid="apply-filters">
            {t`Appliquer les filtres`}
          </button>
          {isNarrowed ? (
            <Link to={all} className={buttonClass('quiet')} data-testid="no-filters">
              {t`Enlever les filtres`}
            </Link>
          ) : null}
        </div>
      </Form>
    </details>
  );
}

function Choice(props: { type: 'checkbox' | 'radio'; name: string; choice: FilterChoice }) {
  const { type, name, choice } = props;
  const { locale } = useSpoken();
  return (
    <label className={css.choice}>
      <input
        type={type}
        name={name}
        value={choice.value}
        defaultChecked={choice.isChosen}
        data-testid={`${name}=${choice.value}`}
      />
      <span>{choice.label}</span>
      {choice.count === null ? null : <span className={css.count}>{formatNumber(choice.count, locale)}</span>}
    </label>
  );
}

function Price({ name, label, minor }: { name: 'min' | 'max'; label: string; minor: number | null }) {
  const { locale } = useSpoken();
  return (
    <label className={css.price}>
      <span>{label}</span>
      <input
        type="text"
        name={name}
        inputMode="decimal"
        autoComplete="off"
        maxLength={9}
        defaultValue={minor === null ? '' : formatNumber(minor / 100, locale)}
        data-testid={`price-${name}`}
      />
    </label>
  );
}
