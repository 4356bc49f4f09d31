/** A whole store in this process: the agent on a free port, its files in a temporary folder, simulated devices on sockets. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type Agent, type AgentOptions, startAgent } from '../../src/agent.ts';
import { openDevices } from '../../src/devices/open-devices.ts';
import { cloudPublicKey, cutOff, enrolment, isOurs, sign } from './offline.ts';
import { writeStore } from './store.ts';
import { Till } from './till.ts';

/** Nobody listens there: the discard port. */
const NOBODY = '127.0.0.1:9';

export type Shop = Readonly<{
  dataDir: string;
  agent: Agent;
  base: string;
  till: (registerNumber: string) => Promise<Till>;
  /** Stops the agent and starts another on the same files. */
  restart: (changed?: Partial<AgentOptions>, meanwhile?: () => void) => Promise<Shop>;
  close: () => Promise<void>;
}>;
type Devices = Readonly<{
  printer?: string;
  paymentTerminal?: string;
  scanner?: string;
  scale?: string;
  caisseAp?: string;
  customerDisplay?: string;
  labelPrinter?: string;
}>;

export async function openShop(changed: Partial<AgentOptions> & { at?: Devices } = {}): Promise<Shop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'edge-'));
  writeStore(dataDir);
  return run(dataDir, changed);
}

async function run(
  dataDir: string,
  { at = {}, ...changed }: Partial<AgentOptions> & { at?: Devices },
): Promise<Shop> {
  const agent = await startAgent({
    dataDir,
    port: 0,
    devicesRegister: '1',
    devices: openDevices({
      printer: `tcp://${at.printer ?? NOBODY}`,
      paymentTerminal: {
        url: at.caisseAp ? `caisse-ap://${at.caisseAp}` : `http://${at.paymentTerminal ?? NOBODY}/nexo`,
        poiId: 'SIM-0001',
      },
      scanner: `tcp://${at.scanner ?? NOBODY}`,
      scale: at.scale && `tcp://${at.scale}`,
      customerDisplay: at.customerDisplay && `tcp://${at.customerDisplay}`,
      labelPrinter: at.labelPrinter && `tcp://${at.labelPrinter}`,
      devicesRegister: '1',
    }),
    enrolment,
    receiptsUrl: 'https://api.comptoir.example/',
    startSync: cutOff,
    cloudPublicKey,
    sign,
    isOurs,
    log: pino({ level: 'silent' }),
    fatal: (error) => {
      throw error;
    },
    ...changed,
  });
  const base = `http://127.0.0.1:${agent.port}`;
  return {
    dataDir,
    agent,
    base,
    till: (registerNumber) => Till.pair(base, dataDir, registerNumber),
    restart: async (next = {}, meanwhile = () => undefined) => {
      await agent.stop();
      meanwhile();
      return run(dataDir, { at, ...changed, ...next });
    },
    close: async () => {
      await agent.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Looks again until it holds: events of devices come when they come. Bounded; says what it waited for. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  limitMs = 15_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
