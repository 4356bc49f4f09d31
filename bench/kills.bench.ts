/** E13: the agent killed with SIGKILL at random instants of sale, card payment, print and shift close. `--kills N`, 500 by default. */
import { rmSync } from 'node:fs';
import { openMortalCounter, runKills } from '../store-edge/agent/test/crash/kill-run.ts';
import { bundleAgent } from '../store-edge/agent/test/crash/mortal-shop.ts';
import { print } from './support/figures.ts';

const at = process.argv.indexOf('--kills');
const kills = at === -1 ? 500 : Number(process.argv[at + 1]);

/** Some rounds of sale, card, print and close. */
const lifeMaxMs = 800;

const bundle = await bundleAgent();
const counter = await openMortalCounter(bundle);
try {
  const { wrong, sales, charges } = await runKills(counter, kills, lifeMaxMs);
  for (const one of wrong) process.stderr.write(`${one}\n`);
  print({
    name: `${kills} kills: sales, charges, papers and numbers lost, doubled or skipped`,
    ours: String(wrong.length),
    peer: `${sales} sales, ${charges} of them by card`,
    ratio: 0,
    goal: '0',
    met: wrong.length === 0,
  });
} finally {
  await counter.close();
  rmSync(bundle, { force: true });
}
