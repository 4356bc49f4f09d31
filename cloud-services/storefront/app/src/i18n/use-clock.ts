import { formatDay, formatSlot, formatTime } from '@comptoir/ui-kit';
import { useSpoken } from './language.tsx';

/** Days and hours as they are at the shop's home, whoever reads them wherever. */
export function useClock() {
  const { locale, timeZone } = useSpoken();
  const day = (at: string | number) => formatDay(new Date(at), timeZone);
  const hour = (at: string | number) => formatTime(new Date(at), locale, timeZone);
  return {
    day,
    hour,
    moment: (at: string | number) => `${day(at)}, ${hour(at)}`,
    slot: (slot: Parameters<typeof formatSlot>[0]) => formatSlot(slot, locale, timeZone),
  };
}
