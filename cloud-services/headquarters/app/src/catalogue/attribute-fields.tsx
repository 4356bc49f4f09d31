import { Trans, useLingui } from '@lingui/react/macro';
import css from './catalogue.module.css';
import type { AttributeRow } from './edit.ts';

/** What a product is like, as the shop filters by it; the code is the same for all products. */
export function AttributeFields(props: {
  rows: readonly AttributeRow[];
  faulty: AttributeRow | undefined;
  onChange: (rows: readonly AttributeRow[]) => void;
}) {
  const { t } = useLingui();
  const { rows, faulty, onChange } = props;
  const set = (at: number, part: Partial<AttributeRow>) =>
    onChange(rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  return (
    <fieldset className={css.attributes}>
      <legend>{t`Attributs`}</legend>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place: its code is being typed.
        <div className={css.attribute} key={at}>
          <input
            aria-label={t`Code de l’attribut`}
            placeholder="couleur"
            value={row.code}
            maxLength={40}
            aria-invalid={row === faulty}
            onChange={(event) => set(at, { code: event.target.value })}
          />
          <input
            aria-label={t`Valeur en français`}
            value={row.fr}
            maxLength={100}
            onChange={(event) => set(at, { fr: event.target.value })}
          />
          <input
            aria-label={t`Valeur en anglais`}
            lang="en"
            value={row.en}
            maxLength={100}
            onChange={(event) => set(at, { en: event.target.value })}
          />
          <button
            type="button"
            className="button"
            onClick={() => onChange(rows.filter((_, place) => place !== at))}
          >{t`Retirer`}</button>
        </div>
      ))}
      {faulty ? (
        <p className={css.refused} role="alert">
          <Trans>
            Un code s’écrit en minuscules, sans accent ni espace, une fois par produit; il lui faut une
            valeur.
          </Trans>
        </p>
      ) : null}
      <button
        type="button"
        className="button"
        disabled={rows.length >= 30}
        onClick={() => onChange([...rows, { code: '', fr: '', en: '' }])}
      >{t`Ajouter un attribut`}</button>
    </fieldset>
  );
}
