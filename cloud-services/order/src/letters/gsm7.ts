/**
 * Whether a text is sent as one SMS: 160 signs of seven bits. One sign that is not among them, such as ê, ç or ’, makes an SMS one of
 * seventy. Pure. Source: 3GPP TS 23.038, 6.2.1 (default alphabet and its extension).
 */
const alphabet = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each stands after an escape, and so counts twice. */
const extension = new Set('\f^{}\\[~]|€');
const septetsMax = 160;

/** @returns how many of the 160 the text takes; infinity for one with other signs. */
export function septetsOf(text: string): number {
  let septets = 0;
  for (const sign of text) septets += alphabet.has(sign) ? 1 : extension.has(sign) ? 2 : Infinity;
  return septets;
}

export const isOneSms = (text: string): boolean => septetsOf(text) <= septetsMax;
