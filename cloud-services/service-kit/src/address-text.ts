/** Of a name, a line of an address or a place: what the shop lets somebody type, every service takes. */
export const addressTextMax = 120;
