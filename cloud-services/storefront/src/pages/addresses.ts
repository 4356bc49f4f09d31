/** The address book of whoever is signed in: each address of Canada, the United States or France, as that country writes it. */
import { readPostalCode } from '@comptoir/service-kit/postal-codes/canada';
import { checkPostalCode } from '@comptoir/service-kit/postal-codes/check';
import { optional, phone, required } from '../../app/src/shared/checks.ts';
import type { Outcome } from '../../app/src/shared/outcome.ts';
import type { AddressesData } from '../../app/src/shared/shapes/account.ts';
import { type Address, type Country, countries } from '../../app/src/shared/shapes/address.ts';
import type { FieldFault } from '../../app/src/shared/shapes/form.ts';
import { type Fields, formAgain, readForm } from '../forms.ts';
import type { Profile } from '../session/profile.ts';
import { goTo, type Page, show, type Visit } from '../visit.ts';
import { put, saved, signedIn } from './account.ts';

export const addresses: Page = {
  load: (visit) =>
    signedIn(visit, ({ addresses: known }) => {
      const edited = known.find(({ id }) => id === visit.url.searchParams.get('edit')) ?? null;
      return show({ addresses: known, edited } satisfies AddressesData);
    }),
  act: (visit) =>
    signedIn(visit, (known) => {
      const id = visit.form.get('id');
      const one = known.addresses.find((address) => address.id === id);
      switch (visit.form.get('do')) {
        case 'remove':
          return keep(
            visit,
            known,
            known.addresses.filter((address) => address !== one),
          );
        case 'first':
          return one
            ? keep(visit, known, withOne(known.addresses, { ...one, isDefault: true }))
            : goTo(visit.to('addresses'));
        default:
          return write(visit, known, one);
      }
    }),
};

const checks = {
  recipient: required,
  line1: required,
  line2: optional,
  city: required,
  country: required,
  region: optional,
  postalCode: required,
  kind: required,
  phone,
};
type Typed = Fields<keyof typeof checks>;

/** @param one that is written anew; undefined: it is added. */
async function write(visit: Visit, known: Profile, one: Address | undefined): Promise<Outcome> {
  const { fields, faults } = readForm(visit.form, checks);
  const place = placeOf(fields);
  const found = { ...('faults' in place ? place.faults : {}), ...faults };
  if ('faults' in place || Object.keys(faults).length > 0) return formAgain(fields, found);
  const kind = fields.kind === 'billing' ? ('billing' as const) : ('delivery' as const);
  const isFirst = !known.addresses.some((other) => other.kind === kind && other.id !== one?.id);
  const written = {
    ...(one ? { id: one.id } : {}),
    ...{ kind, isDefault: isFirst || (one?.kind === kind && one.isDefault) },
    recipient: fields.recipient,
    lines: [fields.line1, fields.line2].filter((line) => line !== ''),
    city: fields.city,
    ...place,
    phone: fields.phone === '' ? null : fields.phone,
  };
  return keep(visit, known, withOne(known.addresses, written), fields);
}

type Written = Omit<Address, 'id'> & { id?: string };

/** In the place of the one of its id, or at the end. Of each kind one is offered first. */
function withOne(all: readonly Address[], one: Written): Written[] {
  const others = all.map((other) =>
    one.isDefault && other.kind === one.kind ? { ...other, isDefault: false } : other,
  );
  return others.some(({ id }) => id === one.id)
    ? others.map((other) => (other.id === one.id ? one : other))
    : [...others, one];
}

const keep = async (visit: Visit, { id }: Profile, all: readonly Written[], fields: Partial<Typed> = {}) =>
  saved(visit, fields, 'addresses', await put(visit, id, '/addresses', { addresses: all }));

const postalFaults = { CA: 'postal-code', US: 'postal-code-us', FR: 'postal-code-fr' } as const;

type Place = Pick<Address, 'country' | 'region' | 'postalCode'>;

/** A Canadian postal code says its province; of the United States the state is typed. */
function placeOf({
  country: typed,
  region,
  postalCode,
}: Typed): Place | { faults: Record<string, FieldFault> } {
  const country: Country = countries.find((one) => one === typed) ?? 'CA';
  const checked = readPlace(country, region.toUpperCase(), postalCode);
  if ('field' in checked)
    return {
      faults: checked.field === 'region' ? { region: 'state' } : { postalCode: postalFaults[country] },
    };
  return { country, ...checked };
}

function readPlace(country: Country, region: string, postalCode: string) {
  if (country === 'CA') return readPostalCode(postalCode) ?? { field: 'postalCode' as const };
  const state = country === 'US' ? region : '';
  const checked = checkPostalCode(country, state, postalCode);
  return checked.ok ? { region: state, postalCode: checked.postalCode } : { field: checked.field };
}
