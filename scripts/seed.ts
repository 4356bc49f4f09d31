/** `scripts/seed` fills a running house with the demo; `scripts/seed --volume 1000000`, Reporting with that many sale lines of the last two years. */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { seedDemo } from './demo/seed-demo.ts';
import { fillVolume, volumeLinesMax } from './demo/volume.ts';
import { homeFrom } from './system/home.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { readRun } from './system/run-file.ts';

const dayMs = 86_400_000;
const say = (text: string) => void process.stdout.write(`${text}\n`);

await orSayWhy(async () => {
  const { values } = parseArgs({ options: { volume: { type: 'string' } } });
  if (values.volume === undefined) await seedDemo(homeFrom(process.env.COMPTOIR_HOME), say);
  else say(await seedVolume(Number(values.volume)));
});

async function seedVolume(lines: number): Promise<string> {
  if (!Number.isInteger(lines) || lines < 1 || lines > volumeLinesMax)
    throw new Error(`--volume takes a number of sale lines, from 1 to ${volumeLinesMax}.`);
  const url = new URL(readRun(process.env.COMPTOIR_HOME).postgres);
  url.pathname = '/reporting';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const made = await fillVolume(client, lines, new Date(Date.now() - dayMs).toISOString().slice(0, 10));
    return made === 0
      ? 'Reporting has generated lines already: scripts/rebuild-reporting takes them away.'
      : `${made} sale lines made, of two years until yesterday.`;
  } finally {
    await client.end();
  }
}
