import type { ProductView } from '@comptoir/product/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import filters from '../filters/filters.module.css';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { AttributeFields } from './attribute-fields.tsx';
import css from './catalogue.module.css';
import { CategoryField, TaxField } from './category-field.tsx';
import { changesOf, type Edit, editOf, faultyAttribute } from './edit.ts';
import { OptionFields } from './option-fields.tsx';
import { PictureField } from './picture-field.tsx';
import { SaleFields } from './sale-fields.tsx';
import { TextPair } from './text-pair.tsx';
import { useSaving } from './use-product.ts';

/** What can be changed of a product; the stores have it as soon as it is kept. */
export function ProductForm({ product }: { product: ProductView }) {
  const { t } = useLingui();
  const before = editOf(product);
  const [edit, setEdit] = useState(before);
  const set = (part: Partial<Edit>) => setEdit((now) => ({ ...now, ...part }));
  const saving = useSaving(product);
  const changes = changesOf(before, edit);
  const faulty = faultyAttribute(edit.attributes);
  const isUnchanged = Object.keys(changes).length === 0;
  return (
    <form
      className={`sheet ${css.sheet}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!faulty) saving.mutate(changes);
      }}
    >
      <PictureField url={edit.imageUrl} onChange={(imageUrl) => set({ imageUrl })} />
      <TextPair
        french={t`Nom en français`}
        english={t`Nom en anglais`}
        texts={edit.name}
        onChange={(name) => set({ name })}
      />
      {edit.variantName ? (
        <TextPair
          french={t`Variante en français`}
          english={t`Variante en anglais`}
          texts={edit.variantName}
          onChange={(variantName) => set({ variantName })}
        />
      ) : null}
      <Place edit={edit} set={set} />
      {product.isFamily ? (
        <OptionFields codes={edit.optionCodes} onChange={(optionCodes) => set({ optionCodes })} />
      ) : (
        <>
          <label className={filters.field}>
            <span>{t`Codes-barres, séparés par une espace`}</span>
            <input
              value={edit.gtins}
              onChange={({ target }) => set({ gtins: target.value })}
              data-testid="product-gtins"
            />
          </label>
          <SaleFields edit={edit} set={set} />
        </>
      )}
      <AttributeFields
        rows={edit.attributes}
        onChange={(attributes) => set({ attributes })}
        faulty={faulty}
      />
      {saving.error ? (
        <FaultMessage
          fault={saving.error}
          words={{
            '/problems/changed-meanwhile': t`Quelqu’un a changé ce produit entre-temps. Rien n’est écrasé : rechargez la page, puis refaites votre changement.`,
          }}
        />
      ) : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={isUnchanged || faulty !== undefined || saving.isPending}
          data-testid="save-product"
        >{t`Enregistrer le produit`}</button>
      </div>
    </form>
  );
}

function Place({ edit, set }: { edit: Edit; set: (part: Partial<Edit>) => void }) {
  const { t } = useLingui();
  return (
    <div className={css.pair}>
      <CategoryField value={edit.categoryId} onChange={(categoryId) => set({ categoryId })} />
      <TaxField value={edit.taxCategory} onChange={(taxCategory) => set({ taxCategory })} />
      <label className={filters.field}>
        <span>{t`Rang à l’écran`}</span>
        <input
          type="number"
          min={1}
          value={edit.rank ?? ''}
          onChange={(event) => set({ rank: event.target.value === '' ? null : Number(event.target.value) })}
        />
      </label>
      <div>
        <label className="check">
          <input
            type="checkbox"
            checked={edit.favourite}
            onChange={(event) => set({ favourite: event.target.checked })}
          />
          {t`Favori des caisses`}
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={edit.archived}
            onChange={(event) => set({ archived: event.target.checked })}
          />
          {t`Retiré de la vente`}
        </label>
      </div>
    </div>
  );
}
