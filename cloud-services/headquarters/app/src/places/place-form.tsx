import type { StoreAnswer } from '@comptoir/sales/api';
import { useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { GatewayProblem } from '../gateway/gateway.ts';
import { useTaxWords } from '../i18n/use-tax-words.ts';
import { draftOf, type Field, faultsOf, inputOf, newDraft, type PlaceDraft } from './draft.ts';
import { HoursFields } from './hours-fields.tsx';
import css from './places.module.css';
import { ToldField } from './told-field.tsx';
import { usePlaceWords } from './use-place-words.ts';
import { usePutPlace } from './use-places.ts';

type Text = Exclude<keyof PlaceDraft, 'kind' | 'footer' | 'taxNumbers' | 'hours'>;

/**
 * @param store which is changed; undefined: a new one.
 * @param other of which a new one takes what all have in common.
 * @param isSaved the store is as this person has just saved it.
 */
export function PlaceForm(props: {
  store: StoreAnswer | undefined;
  other?: StoreAnswer | undefined;
  isSaved?: boolean;
  onSaved: (store: StoreAnswer) => void;
}) {
  const { t } = useLingui();
  const { store, other, isSaved = false, onSaved } = props;
  const words = usePlaceWords();
  const taxes = useTaxWords();
  const form = useRef<HTMLFormElement>(null);
  const [id] = useState(() => store?.id ?? crypto.randomUUID());
  const [draft, setDraft] = useState(() => (store ? draftOf(store) : newDraft(other)));
  const [wasSent, setWasSent] = useState(false);
  const [isTouched, setIsTouched] = useState(false);
  const put = usePutPlace(store?.version, onSaved);

  const refusal = put.error instanceof GatewayProblem ? words.refusals[put.error.type] : undefined;
  const faults = wasSent ? faultsOf(draft, store) : [];
  const faultOf = (field: Field): string | undefined =>
    faults.includes(field) ? words.faults[field] : refusal?.field === field ? refusal.words : undefined;
  const set = (part: Partial<PlaceDraft>) => {
    setDraft({ ...draft, ...part });
    setIsTouched(true);
    if (refusal) put.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasSent(true);
    const [first] = faultsOf(draft, store);
    if (first === undefined) put.mutate(inputOf(id, draft, store, () => crypto.randomUUID()));
    else form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
  };
  const text = (
    name: Text & Field,
    label: string,
    more: Readonly<{ hint?: string; maxLength: number; isFixed?: boolean; inputMode?: 'numeric' | 'tel' }>,
  ) => (
    <ToldField label={label} hint={more.hint} fault={faultOf(name)}>
      {(aria) => (
        <input
          {...aria}
          name={name}
          value={draft[name]}
          maxLength={more.maxLength}
          disabled={more.isFixed}
          inputMode={more.inputMode}
          onChange={({ target }) => set({ [name]: target.value })}
          data-testid={`place-${name}`}
        />
      )}
    </ToldField>
  );
  const choice = (
    name: 'timeZone' | 'jurisdiction',
    label: string,
    known: Readonly<Record<string, string>>,
    hint?: string,
  ) => (
    <ToldField label={label} hint={hint}>
      {(aria) => (
        <select
          {...aria}
          value={draft[name]}
          onChange={({ target }) => set({ [name]: target.value })}
          data-testid={`place-${name}`}
        >
          {draft[name] in known ? null : <option>{draft[name]}</option>}
          {Object.entries(known).map(([key, word]) => (
            <option key={key} value={key}>
              {word}
            </option>
          ))}
        </select>
      )}
    </ToldField>
  );
  return (
    <form ref={form} className="sheet form" onSubmit={submit} noValidate data-testid="place-form">
      <div className={css.fields}>
        {text('name', t`Nom`, { maxLength: 80 })}
        {text('code', t`Code`, {
          maxLength: 10,
          hint:
            draft.kind === 'warehouse' ? t`Celui d’un entrepôt commence par WEB.` : t`Par exemple : MTL01`,
        })}
        {text('number', t`Numéro`, {
          ...{ maxLength: 3, inputMode: 'numeric', isFixed: store !== undefined },
          hint: store
            ? t`Les reçus commencent par lui : il ne change plus.`
            : t`Les reçus commencent par lui.`,
        })}
        <ToldField label={t`Genre`}>
          {(aria) => (
            <select
              {...aria}
              value={draft.kind}
              onChange={({ target }) => set({ kind: target.value === 'warehouse' ? 'warehouse' : 'store' })}
              data-testid="place-kind"
            >
              <option value="store">{t`Magasin`}</option>
              <option value="warehouse">{t`Entrepôt`}</option>
            </select>
          )}
        </ToldField>
      </div>
      <div className={css.fields}>
        <ToldField
          label={t`Adresse`}
          isWide
          hint={t`Le code postal sur la dernière ligne`}
          fault={faultOf('address')}
        >
          {(aria) => (
            <textarea
              {...aria}
              name="address"
              rows={3}
              value={draft.address}
              onChange={({ target }) => set({ address: target.value })}
              data-testid="place-address"
            />
          )}
        </ToldField>
        {text('phone', t`Téléphone`, { maxLength: 30, inputMode: 'tel' })}
        {text('coordinates', t`Coordonnées géographiques`, {
          maxLength: 60,
          hint: t`Collez-les d’une carte : 45.5, -73.6. La boutique dit alors à quelle distance est le magasin.`,
        })}
      </div>
      <div className={css.fields}>
        {choice('jurisdiction', t`Province`, words.provinces, t`Pour les taxes et les jours fériés`)}
        {choice('timeZone', t`Fuseau horaire`, words.zones)}
        {text('registerCount', t`Nombre de caisses`, { maxLength: 2, inputMode: 'numeric' })}
      </div>
      {draft.kind === 'store' ? (
        <HoursFields
          hours={draft.hours}
          faults={{ hours: faultOf('hours'), exceptions: faultOf('exceptions') }}
          onChange={(hours) => set({ hours })}
        />
      ) : null}
      <fieldset className={css.group}>
        <legend>{t`Sur les reçus`}</legend>
        <div className={css.fields}>
          {draft.taxNumbers.map(({ code, number }, at) => (
            <ToldField key={code} label={t`Numéro de taxe, ${{ tax: taxes[code] ?? code }}`}>
              {(aria) => (
                <input
                  {...aria}
                  value={number}
                  maxLength={40}
                  onChange={({ target }) =>
                    set({ taxNumbers: draft.taxNumbers.with(at, { code, number: target.value }) })
                  }
                />
              )}
            </ToldField>
          ))}
        </div>
        <div className={css.fields}>
          <Footer language="fr" label={t`Bas de reçu en français`} draft={draft} onChange={set} />
          <Footer language="en" label={t`Bas de reçu en anglais`} draft={draft} onChange={set} />
        </div>
      </fieldset>
      {put.error && !refusal ? (
        <FaultMessage
          fault={put.error}
          words={{
            '/problems/changed-meanwhile': t`Quelqu’un a changé ce magasin entre-temps. Rien n’est écrasé : rechargez la page, puis refaites votre changement.`,
          }}
        />
      ) : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={put.isPending}
          data-testid="save-place"
        >{t`Enregistrer`}</button>
        <span role="status" className="muted" data-testid="place-saved">
          {isSaved && !isTouched ? t`Enregistré` : ''}
          {faults.length > 0 || refusal ? t`Rien n’est enregistré : voyez les champs en rouge.` : ''}
        </span>
      </div>
    </form>
  );
}

function Footer(props: {
  language: 'fr' | 'en';
  label: string;
  draft: PlaceDraft;
  onChange: (part: Partial<PlaceDraft>) => void;
}) {
  const { language, label, draft, onChange } = props;
  return (
    <ToldField label={label} isWide>
      {(aria) => (
        <textarea
          {...aria}
          lang={language}
          rows={3}
          maxLength={400}
          value={draft.footer[language]}
          onChange={({ target }) => onChange({ footer: { ...draft.footer, [language]: target.value } })}
        />
      )}
    </ToldField>
  );
}
