import { formatDay } from '@comptoir/ui-kit';

/** Head office counts days where its stores do. */
export const headOfficeTimeZone = 'America/Toronto';
export const today = () => formatDay(new Date(), headOfficeTimeZone);
