/** A weighed article takes its weight from the scale; a till without one, or whose scale gives none, takes what is typed. */
import type { Product } from '../replica/product.ts';
import { isAway } from '../sale/provisional.ts';
import { parseQuantity, quantityText } from '../sale/quantity.ts';
import { edge, tell } from './context.ts';
import type { Notice } from './notice.ts';
import { store } from './store.ts';

/** Whether the scale stands at this register and answers. */
export function hasScale(): boolean {
  const { edge: seen, register, link } = store.state;
  return (
    seen?.devices.scale === 'ready' && seen.devicesRegister === register?.register.number && !isAway(link)
  );
}

let weighing = false;

/** @param sell takes the weight, in kilograms. A second article while the first settles is not weighed with it. */
export async function weigh({ nameFr, nameEn }: Product, sell: (kilograms: string) => void): Promise<void> {
  if (weighing) return;
  weighing = true;
  const reply = await edge().weigh();
  weighing = false;
  if (reply.is === 'ok') {
    const units = parseQuantity(reply.body.kilograms);
    if (units !== undefined) return sell(quantityText(units));
  }
  const typed: Notice = { kind: 'weight-wanted', nameFr, nameEn };
  tell(
    (reply.is === 'problem' && noticeOf(reply.problem.type, reply.problem.members.state)) || typed,
    'refused',
  );
}

function noticeOf(type: string, state: unknown): Notice | null {
  if (type === 'same-load') return { kind: 'same-load' };
  switch (state) {
    case 'zero':
    case 'in-motion':
    case 'under-zero':
    case 'over-capacity':
      return { kind: 'no-weight', scale: state };
    default:
      return null;
  }
}
