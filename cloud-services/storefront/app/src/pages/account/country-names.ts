import { useLingui } from '@lingui/react/macro';
import type { Country } from '../../shared/shapes/address.ts';

export function useCountryNames(): Readonly<Record<Country, string>> {
  const { t } = useLingui();
  return { CA: t`Canada`, US: t`États-Unis`, FR: t`France` };
}
