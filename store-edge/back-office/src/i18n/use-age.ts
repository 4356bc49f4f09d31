import { formatAge } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { edgeNow } from '../edge/presence.ts';
import { session } from '../session/session.ts';
import { useWatched } from '../store.ts';
import { useLocale } from './use-locale.ts';

export function useAge(): (at: string) => string {
  const { t } = useLingui();
  const locale = useLocale();
  const timeZone = useWatched(session, (signed) => signed?.store.timeZone) ?? 'America/Toronto';
  return (at) => formatAge(new Date(at), edgeNow(), { locale, timeZone, yesterday: t`hier` });
}
