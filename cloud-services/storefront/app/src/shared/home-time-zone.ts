/** The shop's hours are told as they are at home. */
export const homeTimeZone = 'America/Toronto';
