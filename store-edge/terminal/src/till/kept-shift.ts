/** The register's shift as this till knows it, on disk too: after a reload without the edge it goes on. */
import type { Shift } from '@comptoir/edge-agent/api';
import { formatDay } from '@comptoir/ui-kit';
import { assert } from '../assert.ts';
import { tillStore } from '../edge/till-store.ts';
import { newId } from '../sale/ids.ts';
import { isAway } from '../sale/provisional.ts';
import { edge, nowText } from './context.ts';
import { store } from './store.ts';

export async function readShift(): Promise<void> {
  // One that was opened here is the shift until the edge has heard of it.
  if (isAway(store.state.link) || store.state.shiftToOpen !== null) return;
  const reply = await edge().currentShift();
  if (reply.is === 'ok') await keepShift(reply.body);
  else if (reply.is === 'problem' && reply.problem.status === 404) await keepShift(null);
}

export async function keepShift(shift: Shift | null): Promise<void> {
  store.set({ shift });
  await tillStore.keepValue('shift', shift);
}

/** Hands over the shift that was opened while the edge was away. @returns false when it has to wait. */
export async function openKeptShift(): Promise<boolean> {
  const { shiftToOpen } = store.state;
  if (shiftToOpen === null) return true;
  const reply = await edge().openShift(shiftToOpen);
  if (reply.is === 'unreachable') return false;
  if (reply.is === 'problem' && (reply.problem.status === 401 || reply.problem.status >= 500)) return false;
  store.set({ shiftToOpen: null });
  await tillStore.keepValue('shift-to-open', null);
  if (reply.is === 'ok') await keepShift(reply.body);
  // Another is open on this register: what was sold here goes into that one.
  else await readShift();
  return true;
}

/** The shift is made here and handed over later, before its sales. */
export async function openShiftAway(floatMinor: number): Promise<void> {
  const { register, session } = store.state;
  assert(register && session, 'a shift without a register or a cashier');
  const [shiftId, openedAt, openedBy] = [newId(), nowText(), session.staff.id];
  const shiftToOpen = { floatMinor, away: { shiftId, cashierId: openedBy } };
  const businessDate = formatDay(new Date(openedAt), register.store.timeZone);
  const registerId = register.register.id;
  await tillStore.keepValue('shift-to-open', shiftToOpen);
  await keepShift({ shiftId, registerId, openedAt, openedBy, businessDate, floatMinor, saleCount: 0 });
  store.set({ shiftToOpen, shiftClosed: null });
}
