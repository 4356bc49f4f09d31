/** Who is at the till, and the shift. */

import type { CloseShiftRequest, SessionAnswer } from '@comptoir/edge-agent/api';
import type { Locale } from '@comptoir/ui-kit';
import { activate } from '../i18n/i18n.ts';
import { emptyEntry } from '../sale/entry.ts';
import { isAway } from '../sale/provisional.ts';
import { warmUp } from '../sound/sounds.ts';
import { forgetSignIn, rememberSignIn, signInAway } from './away-sign-in.ts';
import { resumeAttempt } from './card.ts';
import { edge, sound, tell } from './context.ts';
import { keepShift, openShiftAway, readShift } from './kept-shift.ts';
import { silent } from './link.ts';
import { kick } from './sale-queue.ts';
import { keepSettings, localeOfStaff, readSettings } from './settings.ts';
import type { TillState } from './state.ts';
import { store } from './store.ts';
import { releaseLeft } from './value-paying.ts';

export async function login(staffId: string, pin: string): Promise<boolean> {
  store.set({ login: { busy: true, problem: null } });
  warmUp();
  const reply = isAway(store.state.link)
    ? ({ is: 'unreachable' } as const)
    : await edge().login({ staffId, pin });
  if (reply.is === 'unreachable') {
    silent();
    return loginAway(staffId, pin);
  }
  if (reply.is !== 'ok') {
    if (reply.problem.type === 'wrong-pin') void forgetSignIn(staffId);
    const { type, members } = reply.problem;
    const number = Number(members.attemptsLeft ?? members.retryAfterSeconds ?? Number.NaN);
    return refuseLogin({ type, number: Number.isNaN(number) ? null : number });
  }
  await enter(reply.body);
  // A disk that is full forgets it: then this cashier needs the edge to sign in.
  void rememberSignIn(reply.body, pin).catch(() => undefined);
  return true;
}

/** With the edge alone: what is sealed here opens by a PIN. */
export async function loginByBadge(badge: string): Promise<boolean> {
  store.set({ login: { busy: true, problem: null } });
  warmUp();
  const reply = isAway(store.state.link) ? ({ is: 'unreachable' } as const) : await edge().login({ badge });
  if (reply.is === 'unreachable') return refuseLogin({ type: 'badge-away', number: null });
  if (reply.is !== 'ok') return refuseLogin({ type: reply.problem.type, number: null });
  return enter(reply.body);
}

async function loginAway(staffId: string, pin: string): Promise<boolean> {
  const known = await signInAway(staffId, pin).catch(() => ({
    refused: { type: 'storage-full', number: null },
  }));
  return 'session' in known ? enter(known.session) : refuseLogin(known.refused);
}

function refuseLogin(problem: NonNullable<TillState['login']['problem']>): false {
  store.set({ login: { busy: false, problem } });
  sound('refused');
  return false;
}

/** The shift is known before the screen changes: it decides which one comes. */
async function enter(session: SessionAnswer): Promise<true> {
  edge().useSession(session.session);
  await readShift();
  setLocale(localeOfStaff(session.staff.id, session.staff.language));
  store.set({ session, login: { busy: false, problem: null }, entry: emptyEntry, notice: null });
  kick();
  resumeAttempt();
  void releaseLeft();
  return true;
}

/** The basket stays: whoever comes next finds it. */
export async function lock(): Promise<void> {
  if (store.state.session === null) return;
  const told = edge().logout();
  edge().useSession(null);
  store.set({ session: null, dialog: null, entry: emptyEntry, notice: null });
  await told;
}

/** The edge no longer knows the session: asked again for a PIN, nothing else is lost. */
export function sessionLost(): void {
  edge().useSession(null);
  store.set({ session: null, dialog: null });
}

export async function openShift(floatMinor: number): Promise<string | null> {
  const reply = isAway(store.state.link)
    ? ({ is: 'unreachable' } as const)
    : await edge().openShift({ floatMinor });
  if (reply.is === 'unreachable') {
    silent();
    await openShiftAway(floatMinor);
    return null;
  }
  if (reply.is === 'ok') {
    await keepShift(reply.body);
    store.set({ shiftClosed: null });
    kick();
    return null;
  }
  if (reply.is === 'problem' && reply.problem.type === 'shift-open') {
    await readShift();
    return null;
  }
  return reply.problem.type;
}

/** A difference in the Canadian money, and one in the US dollars. */
type CloseProblem = Readonly<{ type: string; overShortMinor: number; usDollarsOverShortMinor: number }>;

/** @returns a problem's type. `reason-wanted`: the drawer does not balance, by what is told with it. */
export async function closeShift(counted: CloseShiftRequest): Promise<CloseProblem | null> {
  const reply = await edge().closeShift(counted);
  if (reply.is === 'ok') {
    await keepShift(null);
    store.set({ shiftClosed: reply.body, dialog: null, finished: null, panel: 'favourites' });
    return null;
  }
  if (reply.is === 'unreachable')
    return { type: 'unreachable', overShortMinor: 0, usDollarsOverShortMinor: 0 };
  const { type, members } = reply.problem;
  return {
    type,
    overShortMinor: Number(members.overShortMinor ?? 0),
    usDollarsOverShortMinor: Number(members.usDollarsOverShortMinor ?? 0),
  };
}

/** The X is printed; nothing else changes. */
export async function printX(): Promise<void> {
  const reply = await edge().printX();
  if (reply.is === 'ok') tell({ kind: 'x-printed' }, 'done');
  else if (reply.is === 'unreachable') tell({ kind: 'edge-unreachable' }, 'refused');
  else tell({ kind: 'refused-by-edge', type: reply.problem.type }, 'refused');
}

export async function openDrawer(): Promise<void> {
  const reply = await edge().openDrawer();
  if (reply.is === 'ok') tell({ kind: 'drawer-opened' }, 'done');
  else if (reply.is === 'unreachable') tell({ kind: 'edge-unreachable' }, 'refused');
  else tell({ kind: 'refused-by-edge', type: reply.problem.type }, 'refused');
}

export function setLocale(locale: Locale): void {
  activate(locale);
  store.set({ locale });
  keepSettings({ locale });
}

/** The user's own choice, on this till. */
export function chooseLocale(locale: Locale): void {
  const staffId = store.state.session?.staff.id;
  if (staffId !== undefined) keepSettings({ localeOf: { ...readSettings().localeOf, [staffId]: locale } });
  setLocale(locale);
}

export function chooseTheme(theme: 'system' | 'light' | 'dark'): void {
  store.set({ theme });
  keepSettings({ theme });
  showTheme();
}

export function showTheme(): void {
  const { theme } = store.state;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function chooseSound(on: boolean): void {
  store.set({ sound: on });
  keepSettings({ sound: on });
}
