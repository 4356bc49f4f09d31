import { useLingui } from '@lingui/react/macro';
import { Form, Link, useActionData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import fields from '../../parts/form.module.css';
import { FaultSummary, Field, formClass } from '../../parts/form.tsx';
import { type Check, optional, phone, required } from '../../shared/checks.ts';
import { type Address, countries } from '../../shared/shapes/address.ts';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import css from './account.module.css';
import { useCountryNames } from './country-names.ts';

/** @param address null: a new one. */
export function AddressForm({ address }: { address: Address | null }) {
  const answer = useActionData<FormAnswer>();
  const { t } = useLingui();
  const { to } = useSpoken();
  const labels = {
    recipient: t`Nom complet`,
    line1: t`Adresse`,
    line2: t`Appartement, étage (au besoin)`,
    city: t`Ville`,
    country: t`Pays`,
    region: t`État (États-Unis seulement)`,
    postalCode: t`Code postal`,
    kind: t`Sert à`,
    phone: t`Téléphone (au besoin)`,
  };
  const [line1, ...rest] = address?.lines ?? [];
  const known: Partial<Record<keyof typeof labels, string>> = address
    ? {
        ...{ recipient: address.recipient, line1: line1 ?? '', line2: rest.join(', '), city: address.city },
        ...{ country: address.country, region: address.country === 'US' ? address.region : '' },
        ...{ postalCode: address.postalCode, kind: address.kind, phone: address.phone ?? '' },
      }
    : {};
  const valueIn = (name: keyof typeof labels) => answer?.values[name] ?? known[name];
  const field = (name: keyof typeof labels, check: Check, autoComplete: string) => (
    <Field
      name={name}
      label={labels[name]}
      autoComplete={autoComplete}
      defaultValue={valueIn(name)}
      fault={answer?.faults[name]}
      check={check}
    />
  );
  const choice = (name: 'country' | 'kind', options: Readonly<Record<string, string>>) => (
    <div className={fields.field}>
      <label htmlFor={name}>{labels[name]}</label>
      <select id={name} name={name} defaultValue={valueIn(name)} data-testid={name}>
        {Object.entries(options).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
  const countryNames = useCountryNames();
  return (
    <Form method="post" className={formClass} noValidate>
      {address ? <input type="hidden" name="id" value={address.id} /> : null}
      <FaultSummary answer={answer} labels={labels} />
      {choice('kind', { delivery: t`Livraison`, billing: t`Facturation` })}
      {field('recipient', required, 'name')}
      {field('line1', required, 'address-line1')}
      {field('line2', optional, 'address-line2')}
      {choice('country', Object.fromEntries(countries.map((country) => [country, countryNames[country]])))}
      <div className={css.pair}>
        {field('city', required, 'address-level2')}
        {field('postalCode', required, 'postal-code')}
      </div>
      {field('region', optional, 'address-level1')}
      {field('phone', phone, 'tel')}
      <div className={css.choices}>
        <button
          type="submit"
          className={buttonClass('primary')}
          data-testid={address ? 'save-address' : 'add-address'}
        >
          {address ? t`Enregistrer l’adresse` : t`Ajouter l’adresse`}
        </button>
        {address ? (
          <Link to={to('addresses')} className={buttonClass('quiet')}>
            {t`Annuler`}
          </Link>
        ) : null}
      </div>
    </Form>
  );
}
