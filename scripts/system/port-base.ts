/** Which ports a house gets. Two that are brought up at once never get the same: whoever takes a base listens above it meanwhile. */
import { createServer, type Server } from 'node:net';
import { type Home, readWhole, writeWhole } from './home.ts';
import { isPortFree, portsFrom } from './ports.ts';
import type { Run } from './run-file.ts';
import { runningSupervisor } from './supervision.ts';

/** A base that nobody else takes until it is released: by then the house's own programs listen. Our end, however it comes, releases it too. */
export interface PortClaim {
  readonly base: number;
  readonly release: () => Promise<void>;
}

/** Kept in state.json beside what others keep there. */
interface State {
  readonly portBase?: number;
}

const firstBase = 7_400;
/** Tests and benches leave the first ones to people. */
export const firstBaseOfTests = 20_000;
/** Above the highest port, which is that of a service's interface. */
const step = 100;
const claimOffset = step - 1;
/** From 20 000 it ends at 32 000, below the range from which the system takes its own. */
const stepsMax = 120;

/**
 * The base that was asked for; else the one that the house runs or ran at, so that its addresses stay; else the first that is free.
 * @throws Error with one sentence when it cannot be had.
 */
export async function takePortBase(home: Home, asked: number | undefined): Promise<PortClaim> {
  const known = asked ?? runningPortBase(home) ?? readWhole<State>(home.state)?.portBase;
  if (known === undefined) return takeFreePortBase();
  const claim = await claimed(known);
  if (claim) return claim;
  throw new Error(
    `Another scripts/up is taking the ports from ${known} on. Wait for it, or choose other ports: ` +
      `COMPTOIR_PORT_BASE=${known + 1000} scripts/up`,
  );
}

/** @throws Error when all are in use. */
export async function takeFreePortBase(from = firstBase): Promise<PortClaim> {
  for (let base = from; base < from + step * stepsMax; base += step) {
    const claim = await claimed(base);
    if (claim === undefined) continue;
    const free = await Promise.all(Object.values(portsFrom(base)).map(isPortFree));
    if (free.every(Boolean)) return claim;
    await claim.release();
  }
  throw new Error(`no ${step} free ports in a row between ${from} and ${from + step * stepsMax}`);
}

/** Where the programs listen that run now. */
export function runningPortBase(home: Home): number | undefined {
  const run = runningSupervisor(home) && readWhole<Run>(home.run);
  return run ? Number(new URL(run.gateway).port) : undefined;
}

/** Once all runs: what was broken off before may still find other ports. */
export function rememberPortBase(home: Home, portBase: number): void {
  writeWhole(home.state, { ...readWhole<State>(home.state), portBase });
}

/** @returns undefined while somebody else has it. */
async function claimed(base: number): Promise<PortClaim | undefined> {
  const server = createServer((socket) => socket.destroy());
  if (!(await listens(server, base + claimOffset))) return undefined;
  return { base, release: () => new Promise((resolve) => void server.close(() => resolve())) };
}

const listens = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
