import { useLingui } from '@lingui/react/macro';
import { Form, useActionData, useLoaderData } from 'react-router';
import { buttonClass } from '../../parts/buttons.ts';
import { FaultSummary, Field, formClass } from '../../parts/form.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { optional, phone, postalCode, required } from '../../shared/checks.ts';
import type { AddressesData } from '../../shared/shapes/account.ts';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import css from './account.module.css';
import { AccountFrame } from './account-frame.tsx';

export function AddressesPage() {
  const { addresses } = useLoaderData<AddressesData>();
  const answer = useActionData<FormAnswer>();
  const { t } = useLingui();
  const labels = {
    recipient: t`Nom complet`,
    line1: t`Adresse`,
    line2: t`Appartement, étage (au besoin)`,
    city: t`Ville`,
    postalCode: t`Code postal`,
    phone: t`Téléphone (au besoin)`,
  };
  const uses = { delivery: t`Livraison`, billing: t`Facturation` } as const;
  const defaults = {
    delivery: t`Livraison, proposée d’abord`,
    billing: t`Facturation, proposée d’abord`,
  } as const;
  const field = (
    name: keyof typeof labels,
    check: (text: string) => ReturnType<typeof required>,
    autoComplete: string,
  ) => (
    <Field
      name={name}
      label={labels[name]}
      autoComplete={autoComplete}
      defaultValue={answer?.values[name]}
      fault={answer?.faults[name]}
      check={check}
    />
  );
  return (
    <AccountFrame title={t`Adresses`}>
      {addresses.map(({ id, kind, recipient, lines, city, region, postalCode: code, isDefault }) => (
        <Sheet key={id} testId="address">
          <div className={css.address}>
            <address>
              <div>{recipient}</div>
              {lines.map((line) => (
                <div key={line}>{line}</div>
              ))}
              <div>{`${city} (${region})  ${code}`}</div>
              <strong>{isDefault ? defaults[kind] : uses[kind]}</strong>
            </address>
            <Form method="post">
              <input type="hidden" name="do" value="remove" />
              <input type="hidden" name="id" value={id} />
              <button type="submit" className={buttonClass('quiet')}>
                {t`Retirer cette adresse`}
              </button>
            </Form>
          </div>
        </Sheet>
      ))}
      <Sheet title={t`Ajouter une adresse`}>
        <Form method="post" className={formClass} noValidate key={addresses.length}>
          <FaultSummary answer={answer} labels={labels} />
          {field('recipient', required, 'name')}
          {field('line1', required, 'address-line1')}
          {field('line2', optional, 'address-line2')}
          <div className={css.pair}>
            {field('city', required, 'address-level2')}
            {field('postalCode', postalCode, 'postal-code')}
          </div>
          {field('phone', phone, 'tel')}
          <button type="submit" className={buttonClass('primary')} data-testid="add-address">
            {t`Ajouter l’adresse`}
          </button>
        </Form>
      </Sheet>
    </AccountFrame>
  );
}
