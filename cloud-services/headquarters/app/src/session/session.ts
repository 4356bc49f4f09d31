/** Who is signed in. Kept for this tab only: closing it signs out. */
import type { StaffAuthAnswer } from '@comptoir/sales/api';

const key = 'comptoir.session';

export type Session = Readonly<{ accessToken: string; expiresAtMs: number; staff: StaffAuthAnswer['staff'] }>;

export function keepSession(answer: StaffAuthAnswer, nowMs: number): Session {
  const session = {
    accessToken: answer.accessToken,
    expiresAtMs: nowMs + answer.expiresInSeconds * 1000,
    staff: answer.staff,
  };
  sessionStorage.setItem(key, JSON.stringify(session));
  return session;
}

export function keptSession(nowMs: number): Session | null {
  const text = sessionStorage.getItem(key);
  const session: Session | null = text ? JSON.parse(text) : null;
  // One that was begun by a version that did not know what people may do: they sign in once more.
  return session?.staff.may && session.expiresAtMs > nowMs ? session : null;
}

export const forgetSession = () => sessionStorage.removeItem(key);
