/** Agents of a few lines: they speak with the launcher as real ones do, keep "sales" in a text file, and misbehave as told. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Behaviour = Readonly<{
  /** What the cloud names at its session. */
  wants?: string;
  onTrial?: 'comes-up' | 'hangs' | 'sees-another-journal' | 'not-ready';
  /** Serves so many times before it dies of itself. */
  dies?: boolean;
}>;

/** `journal.db` is a text here: a line a sale. Each start is told in `starts`. */
export function layFakeAgent(releasesDir: string, version: string, behaviour: Behaviour = {}): void {
  const folder = join(releasesDir, version, 'agent');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'main.mjs'), source(version, behaviour));
}

const source = (version: string, { wants, onTrial = 'comes-up', dies = false }: Behaviour) => `
import { appendFileSync, copyFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
const data = process.env.DATA_DIR;
const journal = join(data, 'journal.db');
const facts = JSON.parse(process.env.COMPTOIR_LAUNCHER);
appendFileSync(join(data, 'starts'), '${version}' + (facts.onTrial ? ' on trial' : '') + (facts.failed ? ' after ' + facts.failed.version : '') + '\\n');
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
const tail = () => String(readFileSync(journal, 'utf8').length);
const serve = () => {
  appendFileSync(journal, 'sale of ${version}\\n');
  ${dies ? 'process.exit(7);' : ''}
  ${wants ? `process.send({ type: 'wanted', version: '${wants}' });` : ''}
};
process.on('message', (message) => {
  if (message.type === 'accepted') serve();
  if (message.type === 'leave') {
    copyFileSync(journal, join(message.copyTo, 'journal.db'));
    process.send({ type: 'left', tail: tail() }, () => process.exit(0));
  }
});
if (!facts.onTrial) serve();
else if ('${onTrial}' !== 'hangs') {
  const server = createServer((_, response) => response.writeHead(${onTrial === 'not-ready' ? 503 : 200}).end('{}'));
  server.listen(0, '127.0.0.1', () => {
    const found = ${onTrial === 'sees-another-journal' ? "'another'" : 'tail()'};
    process.send({ type: 'on-trial', port: server.address().port, tail: found });
  });
} else {
  appendFileSync(journal, 'scribble');
  setInterval(() => {}, 1000);
}
`;
