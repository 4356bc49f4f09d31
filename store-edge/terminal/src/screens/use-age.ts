import { formatAge } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { edgeNowMs } from '../edge/edge-time.ts';
import { useTill } from '../till/store.ts';
import { useLocale } from './use-locale.ts';

/** When something was last so, as the store's clock tells it. */
export function useAge(): (at: string) => string {
  const { t } = useLingui();
  const locale = useLocale();
  const timeZone = useTill((state) => state.register?.store.timeZone) ?? 'America/Toronto';
  return (at) => formatAge(new Date(at), new Date(edgeNowMs()), { locale, timeZone, yesterday: t`hier` });
}
