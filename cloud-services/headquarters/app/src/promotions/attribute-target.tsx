import { promotedValue } from '@comptoir/pricing';
import { useLingui } from '@lingui/react/macro';
import { useAttributes } from '../attributes/use-attributes.ts';
import filterCss from '../filters/filters.module.css';
import { useLocale } from '../i18n/use-locale.ts';
import type { Target } from './draft.ts';
import { textIn } from './words.ts';

const yesNo = [
  { fr: 'oui', en: 'yes' },
  { fr: 'non', en: 'no' },
];

/** One of the attributes that the tills are told, and which of its values. */
export function AttributeTarget(props: {
  target: Extract<Target, { on: 'attribute' }>;
  onTarget: (target: Target) => void;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { target, onTarget } = props;
  const definitions = (useAttributes().data ?? []).filter(({ forPromotions }) => forPromotions);
  const chosen = definitions.find(({ code }) => code === target.code);
  const choices = chosen?.type === 'boolean' ? yesNo : (chosen?.choices ?? []);
  const set = (values: readonly string[]) => onTarget({ ...target, values });
  const has = (value: string) => target.values.some((one) => promotedValue(one) === promotedValue(value));
  return (
    <>
      <label className={filterCss.field}>
        <span>{t`Attribut`}</span>
        <select
          value={target.code}
          onChange={(event) => onTarget({ on: 'attribute', code: event.target.value, values: [] })}
          data-testid="target-attribute"
        >
          <option value="">
            {definitions.length === 0 ? t`Aucun n’est marqué pour les promotions` : t`Choisissez`}
          </option>
          {definitions.map(({ code, name }) => (
            <option key={code} value={code}>
              {textIn(name, locale)}
            </option>
          ))}
        </select>
      </label>
      {choices.map((choice) => (
        <label className="check" key={choice.fr}>
          <input
            type="checkbox"
            checked={has(choice.fr)}
            onChange={(event) =>
              set(
                event.target.checked
                  ? [...target.values, choice.fr]
                  : target.values.filter((one) => promotedValue(one) !== promotedValue(choice.fr)),
              )
            }
            data-testid="target-value"
          />
          <span>{textIn(choice, locale)}</span>
        </label>
      ))}
      {chosen && choices.length === 0 ? (
        <label className={filterCss.field}>
          <span>{t`Valeurs en français, séparées par un point-virgule`}</span>
          <input
            defaultValue={target.values.join('; ')}
            onChange={(event) =>
              set(
                event.target.value
                  .split(';')
                  .map((value) => value.trim())
                  .filter((value) => value !== ''),
              )
            }
          />
        </label>
      ) : null}
    </>
  );
}
