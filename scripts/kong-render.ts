/** scripts/kong-render: fills kong/kong.yml for a gateway, once, or again whenever a signer has new keys. */
import { readFileSync } from 'node:fs';
import { homeFrom } from './system/home.ts';
import { type KongPlace, writeKong } from './system/kong-file.ts';

/** Signers publish a key hours before they use it. */
const followEveryMs = 30_000;

const follows = process.argv.includes('--follow');
const [path = homeFrom(process.env.COMPTOIR_HOME).kongPlace] = process.argv
  .slice(2)
  .filter((argument) => argument !== '--follow');

let version = '';
async function render(): Promise<void> {
  const place = JSON.parse(readFileSync(path, 'utf8')) as KongPlace;
  const before = version;
  version = await writeKong(place);
  if (version !== before) process.stdout.write(`${place.output} is ${version}\n`);
}

try {
  await render();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
if (follows) {
  const timer = setInterval(() => {
    render().catch((error: unknown) => process.stderr.write(`not rendered: ${String(error)}\n`));
  }, followEveryMs);
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => clearInterval(timer));
}
