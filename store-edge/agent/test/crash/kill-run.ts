/** A counter with its devices and an agent that can be killed; and a run of kills on it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { createIds } from '../../src/ids.ts';
import { simulatedPrinter, simulatedTerminal } from '../support/devices.ts';
import { openShop } from '../support/shop.ts';
import { readBooks } from './books.ts';
import { disagreements } from './disagreements.ts';
import { mortalShop } from './mortal-shop.ts';
import { killAtRandom } from './random-kills.ts';

export async function openMortalCounter(bundle: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tpe-'));
  const [terminal, printer] = await Promise.all([
    simulatedTerminal('auto', join(folder, 'tpe.json')),
    simulatedPrinter(),
  ]);
  const prepared = await openShop();
  const till = await prepared.till('1');
  await till.logIn();
  await prepared.agent.stop();
  const shop = mortalShop({
    bundle,
    dataDir: prepared.dataDir,
    tpe: terminal.address,
    printer: printer.address,
  });
  return {
    ...{ shop, till, terminal, printer },
    async close() {
      await shop.close();
      await Promise.all([terminal.close(), printer.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}
export type MortalCounter = Awaited<ReturnType<typeof openMortalCounter>>;

export async function runKills(
  counter: MortalCounter,
  kills: number,
  lifeMaxMs: number,
): Promise<{ wrong: string[]; sales: number; charges: number }> {
  const plan = { kills, newId: createIds(systemClock), random: Math.random, lifeMaxMs };
  const told = await killAtRandom(counter, plan);
  const { charges } = (await counter.terminal.state()) as {
    charges: Parameters<typeof disagreements>[2];
  };
  const wrong = disagreements(told, readBooks(counter.shop.dataDir), charges);
  return { wrong, sales: told.saleIds.size, charges: told.charged.length };
}
