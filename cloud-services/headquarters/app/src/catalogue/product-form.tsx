import type { ProductView } from '@comptoir/product/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import filters from '../filters/filters.module.css';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useCategories, useRules } from '../promotions/use-promotions.ts';
import { AttributeFields } from './attribute-fields.tsx';
import css from './catalogue.module.css';
import { changesOf, type Edit, editOf, faultyAttribute, type Texts } from './edit.ts';
import { nameIn } from './name-in.ts';
import { PictureField } from './picture-field.tsx';
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

/** French and English side by side. */
function TextPair(props: {
  french: string;
  english: string;
  texts: Texts;
  onChange: (texts: Texts) => void;
}) {
  const { texts, onChange } = props;
  return (
    <div className={css.pair}>
      <label className={filters.field}>
        <span>{props.french}</span>
        <input
          value={texts.fr}
          maxLength={200}
          required
          onChange={(event) => onChange({ ...texts, fr: event.target.value })}
        />
      </label>
      <label className={filters.field}>
        <span>{props.english}</span>
        <input
          lang="en"
          value={texts.en}
          maxLength={200}
          required
          onChange={(event) => onChange({ ...texts, en: event.target.value })}
        />
      </label>
    </div>
  );
}

const indent = '\u00a0\u00a0';

function Place({ edit, set }: { edit: Edit; set: (part: Partial<Edit>) => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const categories = useCategories().data ?? [];
  const taxes = [...new Set(useRules().data?.treatments.map(({ category }) => category))];
  return (
    <div className={css.pair}>
      <label className={filters.field}>
        <span>{t`Catégorie`}</span>
        <select value={edit.categoryId} onChange={(event) => set({ categoryId: event.target.value })}>
          {categories.map(({ id, name, depth }) => (
            <option key={id} value={id}>
              {indent.repeat(depth) + nameIn(name, locale)}
            </option>
          ))}
        </select>
      </label>
      <label className={filters.field}>
        <span>{t`Catégorie de taxe`}</span>
        <select value={edit.taxCategory} onChange={(event) => set({ taxCategory: event.target.value })}>
          {taxes.map((category) => (
            <option key={category}>{category}</option>
          ))}
        </select>
      </label>
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
