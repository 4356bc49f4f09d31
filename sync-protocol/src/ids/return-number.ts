/** How people say a return of an order: the end of its id, in groups. */
export const returnNumber = (id: string): string =>
  `R-${id
    .replaceAll('-', '')
    .slice(-8)
    .toUpperCase()
    .replace(/(.{4})(?=.)/, '$1-')}`;
