/** What is rung up and not sold is told to the edge: kept here, on disk, until it has heard. */
import type { VoidRequest } from '@comptoir/edge-agent/api';
import { tillStore } from '../edge/till-store.ts';
import type { DraftLine } from '../sale/draft-line.ts';
import { newId } from '../sale/ids.ts';
import { edge, nowText } from './context.ts';
import { store } from './store.ts';

/** More than a day of a clumsy till; beyond it the oldest are forgotten. */
const keptMax = 500;
const key = 'voids';

let waiting: readonly VoidRequest[] = [];
let telling = false;

export async function loadVoids(): Promise<void> {
  waiting = (await tillStore.value<VoidRequest[]>(key)) ?? [];
}

/** Of the real books: told before a training begins. */
export const isVoidWaiting = (): boolean => waiting.length > 0;

/** Before the basket changes: its prices say what the lines would have come to. */
export function noteVoid(what: VoidRequest['what'], lines: readonly DraftLine[]): void {
  const { draft, priced, session } = store.state;
  if (!session || lines.length === 0) return;
  const prices = new Map(priced?.lines.map((line) => [line.id, line.amountMinor]));
  const told = lines.map(({ id, productId, quantity }) => ({
    ...{ productId, quantity, amountMinor: prices.get(id) ?? 0 },
  }));
  const noted: VoidRequest = {
    ...{ voidId: newId(), saleId: draft.saleId, cashierId: session.staff.id, what, lines: told },
    amountMinor: told.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    voidedAt: nowText(),
  };
  void keep([...waiting, noted].slice(-keptMax));
  void tellVoids();
}

/** One after the other, until one is not heard; the link, or the next one, tries again. */
export async function tellVoids(): Promise<void> {
  if (telling) return;
  telling = true;
  try {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const { voidId } = next;
      const reply = await edge().tellVoid(next);
      const isLater =
        reply.is === 'unreachable' || (reply.is === 'problem' && isPassing(reply.problem.status));
      if (isLater) return;
      await keep(waiting.filter((one) => one.voidId !== voidId));
    }
  } finally {
    telling = false;
  }
}

const isPassing = (status: number): boolean => status === 401 || status >= 500;

/** A full disk forgets them with the next reload at most: selling goes on. */
async function keep(next: readonly VoidRequest[]): Promise<void> {
  waiting = next;
  await tillStore.keepValue(key, next).catch(() => undefined);
}
