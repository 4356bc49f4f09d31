/** Who is at the till, and the shift. */

import type { Locale } from '@comptoir/ui-kit';
import { activate } from '../i18n/i18n.ts';
import { emptyEntry } from '../sale/entry.ts';
import { warmUp } from '../sound/sounds.ts';
import { resumeAttempt } from './card.ts';
import { edge, sound, tell } from './context.ts';
import { kick } from './sale-queue.ts';
import { keepSettings, localeOfStaff, readSettings } from './settings.ts';
import { store } from './store.ts';

export async function login(staffId: string, pin: string): Promise<boolean> {
  store.set({ login: { busy: true, problem: null } });
  warmUp();
  const reply = await edge().login(staffId, pin);
  if (reply.is !== 'ok') {
    const members = reply.is === 'problem' ? reply.problem.members : {};
    const number = Number(members.attemptsLeft ?? members.retryAfterSeconds ?? Number.NaN);
    const type = reply.is === 'problem' ? reply.problem.type : 'unreachable';
    store.set({ login: { busy: false, problem: { type, number: Number.isNaN(number) ? null : number } } });
    sound('refused');
    return false;
  }
  const session = reply.body;
  edge().useSession(session.session);
  setLocale(localeOfStaff(session.staff.id, session.staff.language));
  store.set({ session, login: { busy: false, problem: null }, entry: emptyEntry, notice: null });
  await readShift();
  kick();
  resumeAttempt();
  return true;
}

/** The basket stays: whoever comes next finds it. */
export async function lock(): Promise<void> {
  if (store.state.session === null) return;
  store.set({ session: null, dialog: null, entry: emptyEntry, notice: null });
  await edge().logout();
  edge().useSession(null);
}

/** The edge no longer knows the session: asked again for a PIN, nothing else is lost. */
export function sessionLost(): void {
  edge().useSession(null);
  store.set({ session: null, dialog: null });
}

export async function readShift(): Promise<void> {
  const reply = await edge().currentShift();
  if (reply.is === 'ok') store.set({ shift: reply.body });
  else if (reply.is === 'problem' && reply.problem.status === 404) store.set({ shift: null });
  else if (reply.is === 'problem' && reply.problem.status === 401) sessionLost();
}

export async function openShift(floatMinor: number): Promise<string | null> {
  const reply = await edge().openShift(floatMinor);
  if (reply.is === 'ok') {
    store.set({ shift: reply.body, shiftClosed: null });
    kick();
    return null;
  }
  if (reply.is === 'problem' && reply.problem.type === 'shift-open') {
    await readShift();
    return null;
  }
  return reply.is === 'problem' ? reply.problem.type : 'unreachable';
}

export async function closeShift(countedMinor: number): Promise<string | null> {
  const reply = await edge().closeShift(countedMinor);
  if (reply.is === 'ok') {
    store.set({ shift: null, shiftClosed: reply.body, dialog: null, finished: null, panel: 'favourites' });
    return null;
  }
  return reply.is === 'problem' ? reply.problem.type : 'unreachable';
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
