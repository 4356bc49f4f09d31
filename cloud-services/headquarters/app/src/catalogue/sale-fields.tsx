import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import filters from '../filters/filters.module.css';
import { useLocale } from '../i18n/use-locale.ts';
import { nameOf, useProductSearch } from '../products/use-product-search.ts';
import css from './catalogue.module.css';
import type { SaleFacts } from './edit.ts';
import { nameIn } from './name-in.ts';
import { useProduct } from './use-product.ts';

/** What the till asks for when it is sold: how it is measured, an age, a number, a deposit. */
export function SaleFields({ edit, set }: { edit: SaleFacts; set: (part: Partial<SaleFacts>) => void }) {
  const { t } = useLingui();
  return (
    <fieldset className={css.attributes}>
      <legend>{t`À la vente`}</legend>
      <div className={css.pair}>
        <label className={filters.field}>
          <span>{t`Vendu`}</span>
          <select
            value={edit.soldBy}
            onChange={({ target }) => set({ soldBy: target.value === 'weight' ? 'weight' : 'piece' })}
          >
            <option value="piece">{t`À la pièce`}</option>
            <option value="weight">{t`Au poids`}</option>
          </select>
        </label>
        <label className={filters.field}>
          <span>{t`Âge minimal de l’acheteur (facultatif)`}</span>
          <input
            type="number"
            min={1}
            max={120}
            value={edit.minimumAge ?? ''}
            onChange={({ target }) => set({ minimumAge: target.value === '' ? null : Number(target.value) })}
            data-testid="minimum-age"
          />
        </label>
        <label className={filters.field}>
          <span>{t`À noter de chaque pièce`}</span>
          <select
            value={edit.tracks ?? ''}
            onChange={({ target: { value } }) =>
              set({ tracks: value === 'serial' || value === 'lot' ? value : null })
            }
            data-testid="tracks"
          >
            <option value="">{t`Rien`}</option>
            <option value="serial">{t`Le numéro de série`}</option>
            <option value="lot">{t`Le lot`}</option>
          </select>
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={edit.isCharge}
            onChange={({ target }) => set({ isCharge: target.checked })}
          />
          <span>{t`Est une consigne ou un écofrais : aucun rabais ne le touche`}</span>
        </label>
      </div>
      {edit.isCharge ? null : <Charges ids={edit.chargeIds} onChange={(chargeIds) => set({ chargeIds })} />}
    </fieldset>
  );
}

const chargesMax = 5;

function Charges({ ids, onChange }: { ids: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const [text, setText] = useState('');
  const found = (useProductSearch(text).data?.items ?? []).filter(
    ({ id, isCharge }) => isCharge && !ids.includes(id),
  );
  return (
    <div className={css.charges}>
      <span className="muted">{t`Consignes et écofrais facturés avec chaque pièce`}</span>
      {ids.map((id) => (
        <Charge key={id} id={id} onRemove={() => onChange(ids.filter((one) => one !== id))} />
      ))}
      {ids.length < chargesMax ? (
        <label className={filters.field}>
          <span>{t`Ajouter une consigne ou un écofrais : nom ou code`}</span>
          <input type="search" value={text} onChange={({ target }) => setText(target.value)} />
        </label>
      ) : null}
      {text !== '' && found.length === 0 ? (
        <p className="muted">{t`Aucune consigne ni écofrais ne répond à ces mots.`}</p>
      ) : null}
      {text === ''
        ? null
        : found.slice(0, 5).map((product) => (
            <button
              key={product.id}
              type="button"
              className="button"
              onClick={() => {
                onChange([...ids, product.id]);
                setText('');
              }}
            >
              {nameOf(product, locale)}
            </button>
          ))}
    </div>
  );
}

function Charge({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const product = useProduct(id).data;
  return (
    <p className={css.charge}>
      <span>{product ? nameIn(product.name, locale) : '…'}</span>
      <button type="button" className="button" onClick={onRemove}>{t`Retirer`}</button>
    </p>
  );
}
