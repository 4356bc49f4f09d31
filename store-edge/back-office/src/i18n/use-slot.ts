import { formatSlot } from '@comptoir/ui-kit';
import { session } from '../session/session.ts';
import { useWatched } from '../store.ts';
import { useLocale } from './use-locale.ts';

/** When a customer comes or is delivered to, by the store's clock. */
export function useSlot(): (slot: Readonly<{ startsAt: string; endsAt: string }>) => string {
  const locale = useLocale();
  const timeZone = useWatched(session, (signed) => signed?.store.timeZone);
  return (slot) => formatSlot(slot, locale, timeZone);
}
