/** Starts the store's edge: enrols it when it is not yet known to the cloud, and gets codes for its registers. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { extend } from './extend-plan.ts';
import { type Home, readWhole, writeWhole } from './home.ts';
import { addressOf, type House, secretOf } from './house.ts';
import type { PlannedProcess } from './plan.ts';
import { edge } from './processes/store.ts';
import { waitUntilReady } from './readiness.ts';
import { adminToken, callJson, enrolmentCode, pairingCode } from './sales-client.ts';
import { waitUntil } from './wait-until.ts';

export interface StartedEdge {
  readonly processes: readonly PlannedProcess[];
  /** Register number → code. */
  readonly pairingCodes: Readonly<Record<string, string>>;
}

/** Kept in state.json beside what others keep there. */
interface State {
  readonly enrolment?: { code: string; obtainedAt: string; done: boolean };
}

/** Codes are good for an hour; one that is nearly over is not handed on. */
const codeUsableMs = 50 * 60_000;
/** Until the catalogue is there: some 30 000 products come down. */
const caughtUpTimeoutMs = 120_000;
const registers = ['1', '2'] as const;

/** What the agent writes once the cloud knows its device. */
const enrolledFile = 'enrolment.json';

/**
 * @returns undefined also where the home was brought back from a backup: what a store keeps is in none, and the code of the computer
 * that is gone enrols no other.
 */
export function enrolmentHere({ state, edge: folder }: Pick<Home, 'state' | 'edge'>): State['enrolment'] {
  const { enrolment } = readWhole<State>(state) ?? {};
  return enrolment?.done && !existsSync(join(folder, enrolledFile)) ? undefined : enrolment;
}

/** An edge that is enrolled needs nothing of the steps before it: after a crash the store sells again at once. */
export function enrolledEdge(house: House): readonly PlannedProcess[] {
  const enrolment = enrolmentHere(house.home);
  return enrolment?.done ? [edge(house, enrolment.code)] : [];
}

export async function startEdge(house: House, note: (text: string) => void): Promise<StartedEdge> {
  const planned = edge(house, await codeFor(house));
  await extend(house, [planned]);
  note('starts');
  await waitUntilReady(house, 'edge');
  const address = addressOf(house.ports, 'edge');
  note('takes the catalogue');
  await waitUntil('The edge took the catalogue (see its log, edge.log)', caughtUpTimeoutMs, async () => {
    const state = await callJson<{ catalogue: { caughtUp: boolean } }>(`${address}/edge/v1/state`);
    return state.catalogue.caughtUp;
  });
  remember(house, { done: true });
  note('pairing codes');
  const codes: [string, string][] = [];
  for (const register of registers)
    codes.push([register, await pairingCode(address, house.home.edge, register)]);
  note('ready');
  return { processes: [planned], pairingCodes: Object.fromEntries(codes) };
}

/** The code that this edge was or will be enrolled with: the same one again while it can still be used. */
async function codeFor(house: House): Promise<string> {
  const enrolment = enrolmentHere(house.home);
  if (enrolment?.done) return enrolment.code;
  if (enrolment && Date.now() - Date.parse(enrolment.obtainedAt) < codeUsableMs) return enrolment.code;
  const gateway = addressOf(house.ports, 'gateway');
  const token = await adminToken(gateway, secretOf(house.secrets, 'admin'));
  const code = await enrolmentCode(gateway, token);
  remember(house, { code, obtainedAt: new Date().toISOString(), done: false });
  return code;
}

function remember({ home }: House, news: Partial<NonNullable<State['enrolment']>>): void {
  const state = readWhole<State>(home.state) ?? {};
  writeWhole(home.state, { ...state, enrolment: { ...state.enrolment, ...news } });
}
