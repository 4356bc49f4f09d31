/** Asks a running Reporting to rebuild its facts, and tells how it goes. Exits 1 when they stay as they were. */
import { text as textOf } from 'node:stream/consumers';
import { callHouse } from './system/certificates/house-call.ts';
import { identityOf } from './system/certificates/house-certificates.ts';
import { homeFrom } from './system/home.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { readRun } from './system/run-file.ts';

type Told = { events?: number; documents?: number; done?: true; fault?: string };

await orSayWhy(async () => {
  const address = readRun().interfaces.reporting;
  if (!address) throw new Error('Reporting does not run here: type scripts/up first.');
  const keeper = identityOf(homeFrom(process.env.COMPTOIR_HOME), 'keeper');
  const answer = await callHouse(`${address}/internal/rebuild`, keeper, { method: 'POST' });
  if (answer.statusCode !== 200)
    throw new Error(`Reporting answered ${answer.statusCode}: ${await textOf(answer)}`);

  let last: Told = {};
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      last = JSON.parse(line) as Told;
      if (!last.done && !last.fault)
        console.error(`${last.events} events read, ${last.documents} facts made`);
    }
  }
  if (last.done) {
    process.stdout.write(`${last.documents} facts made from ${last.events} events; they are in use now.\n`);
  } else {
    console.error(last.fault ?? 'Reporting ended before it was done; the facts in use stay.');
    process.exitCode = 1;
  }
});
