/**
 * scripts/release: what stores run, from this checkout to the stores' rings. Source: docs/releases.md.
 *
 *   key FILE                        a release key; prints its public half, for RELEASE_KEYS
 *   make VERSION DIR --key FILE     DIR/VERSION and DIR/VERSION.json, signed
 *   publish VERSION DIR             to the ring canary
 *   ring VERSION canary|early|all
 *   withdraw VERSION
 *   record VERSION                  what this version writes and says, for the tests of later ones
 *
 * `publish`, `ring` and `withdraw` speak to `--gateway ADDRESS` (by default the running house's) as head office's `admin`; password in COMPTOIR_PASSWORD.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { signedManifest } from '@comptoir/sync-protocol/releases/manifest';
import { versionText } from '@comptoir/sync-protocol/releases/version';
import { makeRelease } from './releasing/make-release.ts';
import {
  type HeadOffice,
  moveRelease,
  publishRelease,
  withdrawRelease,
} from './releasing/publish-release.ts';
import { makeReleaseKey, signRelease } from './releasing/sign-release.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { root } from './system/root.ts';
import { readRun } from './system/run-file.ts';
import { runProgram } from './system/run-program.ts';
import { adminToken } from './system/sales-client.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

function wanted(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`${what} is missing. See the head of scripts/release.ts.`);
  return value;
}

async function headOffice(gateway = readRun().gateway): Promise<HeadOffice> {
  const password = wanted(process.env.COMPTOIR_PASSWORD, 'COMPTOIR_PASSWORD');
  return { address: gateway, token: await adminToken(gateway, password) };
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string' }, gateway: { type: 'string' } },
  });
  const [command, first, second] = positionals;
  if (command === 'key') return say(makeReleaseKey(wanted(first, 'the file')));
  const version = versionText.parse(wanted(first, 'the version'));
  if (command === 'record') {
    const env = { ...process.env, RECORD_GOLDEN: version };
    const vitest = join(root, 'node_modules', '.bin', 'vitest');
    const { code, stdout } = await runProgram(
      vitest,
      ['run', '--project', 'services', 'scripts/releasing/golden'],
      { env, cwd: root },
    );
    if (code !== 0) throw new Error(stdout);
    return;
  }
  if (command === 'make') {
    const home = await makeRelease(resolve(wanted(second, 'the folder')), version);
    signRelease(home, version, wanted(values.key, '--key'));
    return say(home);
  }
  if (command === 'publish') {
    const home = join(resolve(wanted(second, 'the folder')), version);
    const signed = signedManifest.parse(JSON.parse(readFileSync(`${home}.json`, 'utf8')));
    const sent = await publishRelease(await headOffice(values.gateway), home, signed);
    return say(`${version}: ${sent} files sent, published to the ring canary`);
  }
  if (command === 'ring') {
    const ring = wanted(second, 'the ring');
    await moveRelease(await headOffice(values.gateway), version, ring);
    return say(`${version}: ${ring}`);
  }
  if (command === 'withdraw') {
    await withdrawRelease(await headOffice(values.gateway), version);
    return say(`${version}: withdrawn`);
  }
  throw new Error('what to do? See the head of scripts/release.ts.');
}

await orSayWhy(run);
