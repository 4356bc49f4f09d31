/** A customer's number in Reporting, as it is shown: enough to see that it is the same one. */
export const shortKey = (customerKey: string): string => customerKey.slice(0, 8);
