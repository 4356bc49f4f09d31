/** What an import reports of a row, said of the one thing that a person asked for. */
import { problem } from '@comptoir/service-kit/http/problem';
import { type Fault, type FaultCode, reasonOf } from '../import/faults.ts';

/** What stands against another thing that there is. */
const conflicts: ReadonlySet<FaultCode> = new Set(['gtin-taken', 'sku-taken', 'variant-taken']);

/** @throws Problem 422 or 409 of the first, which lists them all. */
export function refuse(faults: readonly Fault[], language: 'fr' | 'en' = 'en'): void {
  const [first] = faults;
  if (!first) return;
  const errors = faults.map(({ field, code, detail }) => ({
    pointer: `/${field}`,
    message: reasonOf(code, detail, language),
  }));
  throw problem(
    conflicts.has(first.code) ? 409 : 422,
    first.code,
    'This product is refused',
    [...new Set(errors.map(({ message }) => message))].join(' '),
    { errors },
  );
}
