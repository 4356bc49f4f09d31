/** Where one running copy keeps everything: `$COMPTOIR_HOME`, `.comptoir/` in the checkout by default. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './root.ts';

export interface Home {
  readonly directory: string;
  readonly logs: string;
  readonly postgres: string;
  /** Of a second server that follows the first (`scripts/up --replicas`). */
  readonly replica: string;
  readonly redis: string;
  readonly keys: string;
  /** The house's authority, and its programs' certificates. */
  readonly tls: string;
  readonly edge: string;
  readonly simulators: string;
  readonly plan: string;
  readonly ledger: string;
  readonly run: string;
  readonly prometheus: string;
  readonly alertmanager: string;
  /** Spans of the last day, to be thrown away at will. */
  readonly traces: string;
  readonly kong: string;
  /** What kong.yml is rendered with. */
  readonly kongPlace: string;
  readonly secrets: string;
  readonly state: string;
  /** Where backups go; not there as long as nobody asked for any. */
  readonly backups: string;
  /** What they are sealed with. Keep a copy where the house is not: whoever loses it loses them all. */
  readonly backupKey: string;
  /** Written by the seed, as is what follows. */
  readonly demo: string;
  /** Products worth scanning, for the devices page. */
  readonly samples: string;
}

export function homeFrom(text: string | undefined): Home {
  const directory = text ? resolve(text) : join(root, '.comptoir');
  const at = (name: string) => join(directory, name);
  return {
    directory,
    logs: at('logs'),
    postgres: at('postgres'),
    replica: at('replica'),
    redis: at('redis'),
    keys: at('keys'),
    tls: at('tls'),
    edge: at('edge'),
    simulators: at('simulators'),
    plan: at('plan.json'),
    ledger: at('processes.json'),
    run: at('run.json'),
    prometheus: at('prometheus'),
    alertmanager: at('alertmanager'),
    traces: at('traces'),
    kong: at('kong.yml'),
    kongPlace: at('kong-place.json'),
    secrets: at('secrets.json'),
    state: at('state.json'),
    backups: at('backups.json'),
    backupKey: at('backup.key'),
    demo: at('demo.json'),
    samples: at('samples.json'),
  };
}

export function makeHome(home: Home): void {
  for (const directory of [home.directory, home.logs, home.redis, home.keys, home.edge, home.simulators])
    mkdirSync(directory, { recursive: true, mode: 0o700 });
}

/** Whole or not at all: a reader never sees half a file, and a kill never leaves one. */
export function writeWhole(path: string, value: unknown): void {
  const fresh = `${path}.${process.pid}.new`;
  writeFileSync(fresh, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, path);
}

export function readWhole<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

/** Made once per home; a new one is added when a new part needs it. */
export function secretsOf(home: Home, names: readonly string[]): Readonly<Record<string, string>> {
  const known = readWhole<Record<string, string>>(home.secrets) ?? {};
  const missing = names.filter((name) => known[name] === undefined);
  if (missing.length === 0) return known;
  const all = {
    ...known,
    ...Object.fromEntries(missing.map((name) => [name, randomBytes(18).toString('base64url')])),
  };
  writeWhole(home.secrets, all);
  return all;
}
