import type { AttributeDefinition } from '@comptoir/product/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useAttributes } from '../attributes/use-attributes.ts';
import { useLocale } from '../i18n/use-locale.ts';
import css from './catalogue.module.css';
import type { AttributeRow } from './edit.ts';
import { nameIn } from './name-in.ts';

/** What a product is like: by the attributes that are defined, each after its type; and as text, whatever else a file brought. */
export function AttributeFields(props: {
  rows: readonly AttributeRow[];
  faulty: AttributeRow | undefined;
  onChange: (rows: readonly AttributeRow[]) => void;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { rows, faulty, onChange } = props;
  const definitions = useAttributes().data ?? [];
  const missing = definitions.filter(({ code }) => rows.every((row) => row.code !== code));
  const set = (at: number, part: Partial<AttributeRow>) =>
    onChange(rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  return (
    <fieldset className={css.attributes}>
      <legend>{t`Attributs`}</legend>
      {rows.map((row, at) => {
        const definition = definitions.find(({ code }) => code === row.code);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place: its code is being typed.
          <div className={css.attribute} key={at} data-testid="attribute-field">
            {definition ? (
              <span>{nameIn(definition.name, locale)}</span>
            ) : (
              <input
                aria-label={t`Code de l’attribut`}
                placeholder="couleur"
                value={row.code}
                maxLength={40}
                aria-invalid={row === faulty}
                onChange={(event) => set(at, { code: event.target.value })}
              />
            )}
            <ValueFields row={row} definition={definition} onSet={(part) => set(at, part)} />
            <button
              type="button"
              className="button"
              onClick={() => onChange(rows.filter((_, place) => place !== at))}
            >{t`Retirer`}</button>
          </div>
        );
      })}
      {faulty ? (
        <p className={css.refused} role="alert">
          <Trans>
            Un code s’écrit en minuscules, sans accent ni espace, une fois par produit; il lui faut une
            valeur.
          </Trans>
        </p>
      ) : null}
      <div className="actions">
        <select
          aria-label={t`Attribut à ajouter`}
          value=""
          disabled={rows.length >= 30}
          onChange={({ target }) => onChange([...rows, { code: target.value, fr: '', en: '' }])}
          data-testid="add-attribute"
        >
          <option value="">{t`Ajouter un attribut…`}</option>
          {missing.map(({ code, name }) => (
            <option key={code} value={code}>
              {nameIn(name, locale)}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="button"
          disabled={rows.length >= 30}
          onClick={() => onChange([...rows, { code: '', fr: '', en: '' }])}
        >{t`Ajouter un texte libre`}</button>
      </div>
    </fieldset>
  );
}

function ValueFields(props: {
  row: AttributeRow;
  definition: AttributeDefinition | undefined;
  onSet: (part: Partial<AttributeRow>) => void;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const { row, definition, onSet } = props;
  const label = definition ? nameIn(definition.name, locale) : t`Valeur`;
  switch (definition?.type) {
    case 'number':
      return (
        <label className={css.number}>
          <input
            aria-label={label}
            inputMode="decimal"
            pattern="-?\d{1,12}([.,]\d{1,6})?"
            value={row.fr}
            onChange={({ target }) => onSet({ fr: target.value, en: target.value })}
          />
          <span className="muted">{definition.unit}</span>
        </label>
      );
    case 'boolean':
    case 'choice': {
      const choices =
        definition.type === 'choice'
          ? definition.choices
          : [
              { fr: 'oui', en: 'yes' },
              { fr: 'non', en: 'no' },
            ];
      return (
        <select
          aria-label={label}
          className={css.wide}
          value={row.fr}
          onChange={({ target }) =>
            onSet(choices.find(({ fr }) => fr === target.value) ?? { fr: '', en: '' })
          }
        >
          <option value="">{t`Choisissez`}</option>
          {choices.map((choice) => (
            <option key={choice.fr} value={choice.fr}>
              {nameIn(choice, locale)}
            </option>
          ))}
        </select>
      );
    }
    default:
      return (
        <>
          <input
            aria-label={t`Valeur en français`}
            value={row.fr}
            maxLength={100}
            onChange={(event) => onSet({ fr: event.target.value })}
          />
          <input
            aria-label={t`Valeur en anglais`}
            lang="en"
            value={row.en}
            maxLength={100}
            onChange={(event) => onSet({ en: event.target.value })}
          />
        </>
      );
  }
}
