import { useLingui } from '@lingui/react/macro';
import { CategoryField } from '../catalogue/category-field.tsx';
import filterCss from '../filters/filters.module.css';
import { NumberField, TextField } from './fields.tsx';
import { useTierWords } from './tier-words.ts';
import type { Bonus } from './use-loyalty.ts';

/** Points beside those of every purchase: in a category, for a tier and those above it, for a time. */
export function BonusFields(props: {
  bonus: Bonus;
  /** Lowest first. */
  tiers: readonly string[];
  /** Null: it is taken away. */
  onBonus: (bonus: Bonus | null) => void;
}) {
  const { bonus, tiers, onBonus } = props;
  const { t } = useLingui();
  const tierWords = useTierWords();
  const { categories: chosen, tiers: forTiers, from, until, ...rest } = bonus;
  /** What is left empty is no condition. */
  const set = (part: {
    categories?: string | undefined;
    tier?: string | undefined;
    from?: string;
    until?: string;
  }) => {
    const category = 'categories' in part ? part.categories : chosen?.[0];
    const lowest = 'tier' in part ? part.tier : forTiers?.[0];
    const [begins, ends] = [part.from ?? from ?? '', part.until ?? until ?? ''];
    onBonus({
      ...rest,
      ...(category ? { categories: [category] } : {}),
      ...(lowest ? { tiers: tiers.slice(tiers.indexOf(lowest)) } : {}),
      ...(begins === '' ? {} : { from: begins }),
      ...(ends === '' ? {} : { until: ends }),
    });
  };
  return (
    <fieldset className="fields" data-testid="bonus">
      <legend>{t`Boni`}</legend>
      <TextField
        label={t`Nom en français`}
        value={bonus.name.fr}
        onText={(fr) => onBonus({ ...bonus, name: { ...bonus.name, fr } })}
        testId="bonus-fr"
      />
      <TextField
        label={t`Nom en anglais`}
        value={bonus.name.en}
        onText={(en) => onBonus({ ...bonus, name: { ...bonus.name, en } })}
        testId="bonus-en"
      />
      <NumberField
        label={t`Points de plus par dollar`}
        value={bonus.extraPerUnit}
        onNumber={(points) => onBonus({ ...bonus, extraPerUnit: points ?? 1 })}
        testId="bonus-extra"
      />
      <CategoryField
        value={chosen?.[0] ?? ''}
        onChange={(category) => set({ categories: category })}
        none={t`Toutes`}
        testId="bonus-category"
      />
      <label className={filterCss.field}>
        <span>{t`À partir du niveau`}</span>
        <select
          value={forTiers?.[0] ?? ''}
          onChange={({ target }) => set({ tier: target.value })}
          data-testid="bonus-tier"
        >
          <option value="">{t`Tous`}</option>
          {tiers.slice(1).map((code) => (
            <option key={code} value={code}>
              {tierWords(code)}
            </option>
          ))}
        </select>
      </label>
      <TextField
        label={t`Du (facultatif)`}
        type="date"
        value={from ?? ''}
        onText={(day) => set({ from: day })}
        testId="bonus-from"
      />
      <TextField
        label={t`Au (facultatif)`}
        type="date"
        value={until ?? ''}
        onText={(day) => set({ until: day })}
        testId="bonus-until"
      />
      <button type="button" className="button" onClick={() => onBonus(null)} data-testid="remove-bonus">
        {t`Enlever ce boni`}
      </button>
    </fieldset>
  );
}
