import type { ProductView } from '@comptoir/product/api';
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import filters from '../filters/filters.module.css';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useFourEyes } from '../prices/proposals/use-proposals.ts';
import { AttributeFields } from './attribute-fields.tsx';
import css from './catalogue.module.css';
import { CategoryField, TaxField } from './category-field.tsx';
import { faultyAttribute } from './edit.ts';
import { emptyDraft, type NewDraft, requestOf } from './new-product.ts';
import { OptionFields } from './option-fields.tsx';
import { SaleFields } from './sale-fields.tsx';
import { TextPair } from './text-pair.tsx';
import { useProduct } from './use-product.ts';

/** A product, a family, or a variant of the family that the address names. */
export function NewProductPage() {
  const { t } = useLingui();
  const [search] = useSearchParams();
  const familyId = search.get('family');
  const family = useProduct(familyId ?? '', familyId !== null);
  return (
    <>
      <Link className={css.link} to="/catalogue">{t`Tout le catalogue`}</Link>
      <h1>{familyId === null ? t`Nouveau produit` : t`Nouvelle variante`}</h1>
      {family.error ? <FaultMessage fault={family.error} /> : null}
      {familyId === null ? <Form start={emptyDraft} /> : null}
      {family.data ? <Form start={variantOf(family.data)} /> : null}
    </>
  );
}

/** Starts as its family is, with a value to give for each option. */
const variantOf = ({ sku, name, categoryIds, taxCategory, soldBy, optionCodes }: ProductView): NewDraft => ({
  ...emptyDraft,
  ...{ familySku: sku, categoryId: categoryIds[0] ?? '', taxCategory, soldBy },
  name: typeof name === 'string' ? { fr: name, en: name } : name,
  attributes: optionCodes.map((code) => ({ code, fr: '', en: '' })),
});

function Form({ start }: { start: NewDraft }) {
  const { t } = useLingui();
  const gateway = useGateway();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(start);
  const set = (part: Partial<NewDraft>) => setDraft((now) => ({ ...now, ...part }));
  const fourEyes = useFourEyes();
  const faulty = faultyAttribute(draft.attributes);
  const request = faulty ? undefined : requestOf(draft);
  const creating = useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      gateway.send<ProductView>('POST', '/api/v1/products', body),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['product'] });
      void navigate(`/catalogue/${id}`);
    },
  });
  const isFamily = draft.kind === 'family';
  return (
    <form
      className={`sheet ${css.sheet}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (request && !creating.isPending) creating.mutate(request);
      }}
    >
      {draft.familySku === '' ? (
        <label className={filters.field}>
          <span>{t`Ce que c’est`}</span>
          <select
            value={draft.kind}
            onChange={({ target }) => set({ kind: target.value === 'family' ? 'family' : 'product' })}
            data-testid="new-kind"
          >
            <option value="product">{t`Un produit`}</option>
            <option value="family">{t`Une famille, dont les variantes se vendent`}</option>
          </select>
        </label>
      ) : null}
      <TextPair
        french={t`Nom en français`}
        english={t`Nom en anglais`}
        texts={draft.name}
        onChange={(name) => set({ name })}
      />
      {draft.familySku === '' ? null : (
        <TextPair
          french={t`Variante en français`}
          english={t`Variante en anglais`}
          texts={draft.variantName}
          onChange={(variantName) => set({ variantName })}
        />
      )}
      <div className={css.pair}>
        <Text label={t`UGS`} value={draft.sku} onText={(sku) => set({ sku })} testId="new-sku" />
        {isFamily ? null : (
          <>
            <Text
              label={t`Codes-barres, séparés par une espace`}
              value={draft.gtins}
              onText={(gtins) => set({ gtins })}
              testId="new-gtins"
            />
            <Text
              label={t`Prix avant taxes, en dollars`}
              value={draft.price}
              onText={(price) => set({ price })}
              testId="new-price"
            />
          </>
        )}
        <CategoryField value={draft.categoryId} onChange={(categoryId) => set({ categoryId })} />
        <TaxField value={draft.taxCategory} onChange={(taxCategory) => set({ taxCategory })} />
      </div>
      {isFamily ? null : <SaleFields edit={draft} set={set} />}
      {isFamily ? (
        <OptionFields codes={draft.options} onChange={(options) => set({ options })} />
      ) : (
        <AttributeFields
          rows={draft.attributes}
          faulty={faulty}
          onChange={(attributes) => set({ attributes })}
        />
      )}
      {isFamily || fourEyes.isOn !== true ? null : (
        <p className="muted">{t`Le produit est noté aussitôt. Il se vend quand une deuxième personne approuve son prix.`}</p>
      )}
      {creating.error ? <FaultMessage fault={creating.error} /> : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={!request || creating.isPending}
          data-testid="create-product"
        >{t`Créer le produit`}</button>
      </div>
    </form>
  );
}

function Text(props: { label: string; value: string; onText: (text: string) => void; testId: string }) {
  return (
    <label className={filters.field}>
      <span>{props.label}</span>
      <input
        value={props.value}
        onChange={({ target }) => props.onText(target.value)}
        data-testid={props.testId}
      />
    </label>
  );
}
