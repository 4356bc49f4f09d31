import { useLingui } from '@lingui/react/macro';
import { Form, Link, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { Sheet } from '../../parts/sheet.tsx';
import type { AddressesData } from '../../shared/shapes/account.ts';
import type { Address } from '../../shared/shapes/address.ts';
import css from './account.module.css';
import { AccountFrame } from './account-frame.tsx';
import { AddressForm } from './address-form.tsx';
import { useCountryNames } from './country-names.ts';

export function AddressesPage() {
  const { addresses, edited } = useLoaderData<AddressesData>();
  const { t } = useLingui();
  return (
    <AccountFrame title={t`Adresses`}>
      {addresses.map((address) =>
        address.id === edited?.id ? (
          <Sheet key={address.id} title={t`Modifier l’adresse`} testId="edited">
            <AddressForm address={address} />
          </Sheet>
        ) : (
          <Kept key={address.id} address={address} />
        ),
      )}
      {edited ? null : (
        <Sheet title={t`Ajouter une adresse`}>
          <AddressForm key={addresses.length} address={null} />
        </Sheet>
      )}
    </AccountFrame>
  );
}

function Kept({ address }: { address: Address }) {
  const { id, kind, recipient, lines, city, region, postalCode, country, isDefault } = address;
  const { t } = useLingui();
  const { to } = useSpoken();
  const countryNames = useCountryNames();
  const uses = { delivery: t`Livraison`, billing: t`Facturation` } as const;
  const firsts = {
    delivery: t`Livraison, proposée d’abord`,
    billing: t`Facturation, proposée d’abord`,
  } as const;
  return (
    <Sheet testId="address">
      <div className={css.address}>
        <address>
          <div>{recipient}</div>
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
          <div>{country === 'FR' ? `${postalCode} ${city}` : `${city} (${region})  ${postalCode}`}</div>
          {country === 'CA' ? null : <div>{countryNames[country]}</div>}
          <strong>{isDefault ? firsts[kind] : uses[kind]}</strong>
        </address>
        <div className={css.choices}>
          <Link
            to={to('addresses', {}, { edit: id })}
            className={buttonClass('quiet')}
            data-testid="edit-address"
          >
            {t`Modifier`}
          </Link>
          {isDefault ? null : (
            <Act of={id} what="first" testId="offer-first">
              {t`Proposer d’abord`}
            </Act>
          )}
          <Act of={id} what="remove" testId="remove-address">
            {t`Retirer cette adresse`}
          </Act>
        </div>
      </div>
    </Sheet>
  );
}

function Act(props: { of: string; what: 'first' | 'remove'; testId: string; children: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="do" value={props.what} />
      <input type="hidden" name="id" value={props.of} />
      <button type="submit" className={buttonClass('quiet')} data-testid={props.testId}>
        {props.children}
      </button>
    </Form>
  );
}
