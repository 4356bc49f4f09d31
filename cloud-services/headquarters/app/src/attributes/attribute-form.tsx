import type { AttributeDefinition, AttributeTerms } from '@comptoir/product/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import filterCss from '../filters/filters.module.css';
import { FaultMessage } from '../gateway/fault-message.tsx';
import css from './attributes.module.css';
import { usePutting, useRemoving } from './use-attributes.ts';
import { useTypeWords } from './use-type-words.ts';

const none: AttributeTerms = {
  ...{ name: { fr: '', en: '' }, type: 'text', unit: null, choices: [] },
  ...{ isFilter: true, forPromotions: false },
};
const noChoice = { fr: '', en: '' };
type Words = typeof noChoice;
/** @property was what it was called when the form was opened. */
type Choice = Words & Readonly<{ was?: Words }>;

/** Whoever said a choice that is called otherwise now says it under its new name. */
function saidOf(rows: readonly Choice[]) {
  const said = rows.filter(({ fr, en }) => (fr + en).trim() !== '');
  const renamed = said.flatMap(({ fr, en, was }) =>
    was && (was.fr !== fr || was.en !== en) ? [{ from: was, to: { fr, en } }] : [],
  );
  return { choices: said.map(({ fr, en }) => ({ fr, en })), ...(renamed.length > 0 ? { renamed } : {}) };
}

/** What an attribute is, for all products; one that has a code keeps it. */
export function AttributeForm({
  definition,
  onDone,
}: {
  definition: AttributeDefinition | undefined;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const types = useTypeWords();
  const { code: oldCode, version, ...old } = definition ?? { ...none, code: '', version: 0 };
  const [code, setCode] = useState(oldCode);
  const [terms, setTerms] = useState<AttributeTerms>(old);
  const [choices, setChoices] = useState<readonly Choice[]>(old.choices.map((was) => ({ ...was, was })));
  const set = (part: Partial<AttributeTerms>) => setTerms((now) => ({ ...now, ...part }));
  const putting = usePutting(onDone);
  const removing = useRemoving(onDone);
  const { name, type, unit } = terms;
  const setChoice = (at: number, part: Partial<typeof noChoice>) =>
    setChoices(choices.map((choice, place) => (place === at ? { ...choice, ...part } : choice)));
  return (
    <form
      className="sheet form"
      aria-label={definition ? t`Changer l’attribut` : t`Nouvel attribut`}
      onSubmit={(event) => {
        event.preventDefault();
        const isNumber = type === 'number' && unit !== null && unit.trim() !== '';
        putting.mutate({
          ...{ code, version },
          terms: {
            ...terms,
            unit: isNumber ? unit : null,
            ...(type === 'choice' ? saidOf(choices) : { choices: [] }),
          },
        });
      }}
    >
      <div className="fields">
        <label className={filterCss.field}>
          <span>{t`Nom en français`}</span>
          <input
            value={name.fr}
            required
            onChange={(event) => set({ name: { ...name, fr: event.target.value } })}
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Nom en anglais`}</span>
          <input
            lang="en"
            value={name.en}
            required
            onChange={(event) => set({ name: { ...name, en: event.target.value } })}
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Code, en minuscules`}</span>
          <input
            value={code}
            required
            disabled={definition !== undefined}
            pattern="[a-z][a-z0-9_]{0,39}"
            onChange={(event) => setCode(event.target.value)}
            data-testid="attribute-code"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Type`}</span>
          <select
            value={type}
            onChange={(event) => {
              const chosen = event.target.value as AttributeTerms['type'];
              set({ type: chosen });
              if (chosen === 'choice' && choices.length === 0) setChoices([noChoice]);
            }}
            data-testid="attribute-type"
          >
            {Object.entries(types).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </label>
        {type === 'number' ? (
          <label className={filterCss.field}>
            <span>{t`Unité (facultatif)`}</span>
            <input
              value={unit ?? ''}
              maxLength={20}
              onChange={(event) => set({ unit: event.target.value })}
            />
          </label>
        ) : null}
      </div>
      {type === 'choice' ? (
        <fieldset className={css.choices}>
          <legend>{t`Choix, dans l’ordre où on les montre`}</legend>
          {choices.map(({ fr, en }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place: its words are being typed.
            <div className={css.choice} key={at}>
              <input
                aria-label={t`Choix en français`}
                value={fr}
                onChange={(event) => setChoice(at, { fr: event.target.value })}
                data-testid="choice-fr"
              />
              <input
                aria-label={t`Choix en anglais`}
                lang="en"
                value={en}
                onChange={(event) => setChoice(at, { en: event.target.value })}
                data-testid="choice-en"
              />
              <button
                type="button"
                className="button"
                onClick={() => setChoices(choices.filter((_, place) => place !== at))}
              >{t`Retirer`}</button>
            </div>
          ))}
          <button
            type="button"
            className="button"
            onClick={() => setChoices([...choices, noChoice])}
          >{t`Ajouter un choix`}</button>
        </fieldset>
      ) : null}
      <label className="check">
        <input
          type="checkbox"
          checked={terms.isFilter}
          onChange={(event) => set({ isFilter: event.target.checked })}
        />
        <span>{t`La boutique filtre par cet attribut`}</span>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={terms.forPromotions}
          onChange={(event) => set({ forPromotions: event.target.checked })}
        />
        <span>{t`Des promotions peuvent porter dessus : les caisses le reçoivent`}</span>
      </label>
      <Refused fault={putting.error ?? removing.error} />
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={putting.isPending}
          data-testid="attribute-save"
        >
          <Trans>Enregistrer l’attribut</Trans>
        </button>
        <button type="button" className="button" onClick={onDone}>{t`Annuler`}</button>
        {definition ? (
          <button
            type="button"
            className="button"
            disabled={removing.isPending}
            onClick={() => removing.mutate(definition.code)}
          >{t`Ne plus définir`}</button>
        ) : null}
      </div>
    </form>
  );
}

function Refused({ fault }: { fault: unknown }) {
  const { t } = useLingui();
  return fault ? (
    <FaultMessage
      fault={fault}
      words={{
        '/problems/attribute-in-use': t`Des produits ont une valeur qui ne serait plus rien. Gardez-la parmi les choix, ou changez d’abord ces produits.`,
        '/problems/attribute-is-option': t`Des variantes se distinguent par cet attribut. Retirez-le d’abord des options de leur famille.`,
        '/problems/attribute-promoted': t`Une promotion porte sur cet attribut. Il redevient libre sept jours après la fin de la promotion.`,
        '/problems/changed-meanwhile': t`Cet attribut existe déjà, ou quelqu’un l’a changé entre-temps. Fermez, puis ouvrez-le de nouveau.`,
        '/problems/validation': t`Chaque nom et chaque choix se dit dans les deux langues, et une fois.`,
      }}
    />
  ) : null;
}
