/** Addresses as a set: what is stored is what is told, each with an id, one default of each kind. */
import { addressTextMax } from '@comptoir/service-kit/address-text';
import { problem } from '@comptoir/service-kit/http/problem';
import { phone } from '@comptoir/service-kit/phone';
import { checkPostalCode } from '@comptoir/service-kit/postal-codes/check';
import { z } from 'zod';

const line = z.string().trim().min(1).max(addressTextMax);

export const addressInput = z
  .strictObject({
    id: z.uuid().optional(),
    kind: z.enum(['delivery', 'billing']),
    isDefault: z.boolean().default(false),
    recipient: line,
    lines: z.array(line).min(1).max(3),
    city: line,
    /** Of Canada and the United States; France has none. */
    region: z.string().trim().toUpperCase().max(3).default(''),
    postalCode: z.string().trim().min(1).max(12),
    country: z.enum(['CA', 'US', 'FR']),
    phone: phone.nullable().default(null),
  })
  .meta({ id: 'AddressInput' });
export const address = addressInput.safeExtend({ id: z.string() }).meta({ id: 'Address' });
export type Address = z.infer<typeof address>;

export const addressesMax = 20;

/** @throws Problem 422 for a postal code that its country does not have, for two defaults of a kind, for an id told twice. */
export function checkAddresses(
  told: readonly z.infer<typeof addressInput>[],
  newId: () => string,
): Address[] {
  const errors = told.flatMap((each, index) => faultsOf(each, index, told));
  if (errors.length > 0)
    throw problem(
      422,
      'address-wrong',
      'An address cannot be right',
      `Correct ${errors[0]?.pointer}: ${errors[0]?.message}.`,
      { errors },
    );
  const stored = told.map((each) => ({ ...each, id: each.id ?? newId(), postalCode: printed(each) }));
  return stored.map((each, index) => ({
    ...each,
    isDefault: each.isDefault || isFirstOfNoDefault(stored, index),
  }));
}

function faultsOf(
  { country, region, postalCode, kind, isDefault, id }: z.infer<typeof addressInput>,
  index: number,
  all: readonly z.infer<typeof addressInput>[],
) {
  const at = (field: string, message: string) => [{ pointer: `/addresses/${index}/${field}`, message }];
  const checked = checkPostalCode(country, region, postalCode);
  const before = all.slice(0, index);
  return [
    ...(checked.ok ? [] : at(checked.field, checked.reason)),
    ...(isDefault && before.some((other) => other.isDefault && other.kind === kind)
      ? at('isDefault', `another ${kind} address is the default already`)
      : []),
    ...(id !== undefined && before.some((other) => other.id === id) ? at('id', 'is told twice') : []),
  ];
}

function printed({ country, region, postalCode }: z.infer<typeof addressInput>): string {
  const checked = checkPostalCode(country, region, postalCode);
  return checked.ok ? checked.postalCode : postalCode;
}

/** Of each kind one is the default: the first, when none was named. */
function isFirstOfNoDefault(
  all: readonly Readonly<{ kind: string; isDefault: boolean }>[],
  index: number,
): boolean {
  const alike = all.filter(({ kind }) => kind === all[index]?.kind);
  return !alike.some(({ isDefault }) => isDefault) && alike[0] === all[index];
}
