/** Why a code is refused: a hint for the person at the till and for reports of bad rows. */
export type Why =
  | 'empty'
  | 'unknown-ai'
  | 'length'
  | 'charset'
  | 'check-digit'
  | 'date'
  | 'content'
  | 'not-a-product';

export type Refusal = Readonly<{ ok: false; why: Why }>;

export function refuse(why: Why): Refusal {
  return { ok: false, why };
}
