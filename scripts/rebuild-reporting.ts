/** Asks a running Reporting to rebuild its facts, and tells how it goes. Exits 1 when they stay as they were. */
import { readRun } from './system/run-file.ts';

type Told = { events?: number; documents?: number; done?: true; fault?: string };

const address = readRun().services.reporting;
if (!address) throw new Error('Reporting does not run here: type scripts/up first.');
const answer = await fetch(`${address}/internal/rebuild`, { method: 'POST' });
if (!answer.ok || !answer.body)
  throw new Error(`Reporting answered ${answer.status}: ${await answer.text()}`);

let last: Told = {};
let text = '';
for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
  text += chunk;
  const lines = text.split('\n');
  text = lines.pop() ?? '';
  for (const line of lines) {
    last = JSON.parse(line) as Told;
    if (!last.done && !last.fault) console.error(`${last.events} events read, ${last.documents} facts made`);
  }
}
if (last.done) {
  process.stdout.write(`${last.documents} facts made from ${last.events} events; they are in use now.\n`);
} else {
  console.error(last.fault ?? 'Reporting ended before it was done; the facts in use stay.');
  process.exitCode = 1;
}
