import { formatLongDay } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useSpoken } from '../i18n/language.tsx';

/** When a parcel is there. */
export function Arrival({ on }: { on: string | null }) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  if (on === null) return null;
  const day = formatLongDay(new Date(`${on}T00:00:00Z`), locale, 'UTC');
  return <p data-testid="arrives-on">{t`Livraison prévue au plus tard le ${day}`}</p>;
}
