/** scripts/chaos: ends processes while people use the house. Exits 1 when one waited too long, or an invariant is broken. */
import { parseArgs } from 'node:util';
import { openHouse } from '../bench/support/house.ts';
import { tellInvariants } from './checking/invariants.ts';
import { people } from './disturbing/people.ts';
import { invariantsAtQuiet } from './disturbing/quiet.ts';
import { endSingle, roll, soak } from './disturbing/soak.ts';
import type { Tally } from './disturbing/tally.ts';
import { homeFrom } from './system/home.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { Progress } from './system/progress.ts';

const usual = { seconds: '600', seed: String(Date.now() % 100_000), shoppers: '20' };
const secondsMax = 12 * 3_600;
/** What the gateway and the services cannot do without. */
const singles = ['postgres', 'redis', 'gateway'];
const doneShareMin = 0.999;

const options = {
  seconds: { type: 'string', default: usual.seconds },
  seed: { type: 'string', default: usual.seed },
  shoppers: { type: 'string', default: usual.shoppers },
  rolling: { type: 'boolean', default: false },
} as const;

/** @throws Error with one sentence. */
function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new Error(`--${name} is "${text}": it must be a whole number from ${min} to ${max}.`);
  return value;
}

/** The same seed ends the same ones, as far as the machine lets them be well at the same moments. Source: Numerical Recipes, 7.1. */
function pickFrom(seed: number): (count: number) => number {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const percent = (tally: Tally) => `${(tally.doneShare * 100).toFixed(3)} % of ${tally.all}`;

async function chaos(): Promise<boolean> {
  const { values } = parseArgs({ options });
  const seconds = whole('seconds', values.seconds, 10, secondsMax);
  const seed = whole('seed', values.seed, 0, 2 ** 31);
  const shoppers = whole('shoppers', values.shoppers, 1, 1_000);
  if (process.env.COMPTOIR_HOME) process.env.BENCH_HOME = homeFrom(process.env.COMPTOIR_HOME).directory;
  const house = await openHouse();
  const home = homeFrom(house.homeDirectory);
  const progress = new Progress();
  let isWell = true;
  try {
    const who = await people(home, house.run, shoppers);
    try {
      if (values.rolling) {
        const { tally, ended } = await progress.step('restart one by one', (note) => roll(home, who, note));
        say(`${ended.length} instances restarted; done: ${percent(tally)}\n${tally.text}`);
        say(`  ${tally.idempotentFailures} failures seen of what may be done twice`);
        isWell = tally.doneShare === 1 && tally.idempotentFailures === 0;
      } else {
        const { tally, ended } = await progress.step(`${seconds} s, seed ${seed}`, (note) =>
          soak(home, who, seconds, pickFrom(seed), note),
        );
        say(`${ended.length} ended (${ended.join(' ')}); done: ${percent(tally)}\n${tally.text}`);
        isWell = tally.doneShare >= doneShareMin;
        for (const name of singles) {
          const { afterMs, tally: asked } = await progress.step(`${name} ended`, () =>
            endSingle(home, who, name),
          );
          say(`well again after ${(afterMs / 1_000).toFixed(1)} s; done: ${percent(asked)}\n${asked.text}`);
        }
      }
    } finally {
      who.close();
    }
    const invariants = await progress.step('invariants', () => invariantsAtQuiet(house.run));
    say(tellInvariants(invariants));
    return isWell && invariants.every(({ holds }) => holds);
  } finally {
    await house.close();
  }
}

await orSayWhy(async () => {
  process.exitCode = (await chaos()) ? 0 : 1;
});
