import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Launcher } from '../src/launcher.ts';
import { type State, StateFile } from '../src/state.ts';
import { layFakeAgent } from './support/fake-agent.ts';

let folder: string;
let launcher: Launcher | undefined;
let running: Promise<void> | undefined;
const at = (...names: string[]) => join(folder, ...names);
const linesOf = (name: string) => readFileSync(at('data', name), 'utf8').trim().split('\n');
const state = (): State => new StateFile(at('releases')).read();
/** Far beyond what it takes. */
const limitMs = 90_000;
const seen = (look: () => void) => vi.waitFor(look, { timeout: limitMs, interval: 20 });

vi.setConfig({ testTimeout: limitMs, hookTimeout: limitMs });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-launcher-'));
  mkdirSync(at('releases'));
  mkdirSync(at('data'));
  writeFileSync(at('data', 'journal.db'), '');
  vi.stubEnv('DATA_DIR', at('data'));
});
afterEach(async () => {
  await launcher?.stop();
  await running;
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function start(trialLimitMs = limitMs): void {
  launcher = new Launcher({
    releasesDir: at('releases'),
    dataDir: at('data'),
    // Nobody: what is wanted lies here already.
    cloudUrl: 'http://127.0.0.1:9',
    releaseKeys: [],
    trialLimitMs,
    stateFile: new StateFile(at('releases')),
    log: pino({ level: 'silent' }),
    now: () => new Date('2026-11-24T13:00:00Z'),
  });
  running = launcher.run();
}

/** Which runs is what was put there: the wanted one is laid afterwards, as a fetch would. */
function given(next: Parameters<typeof layFakeAgent>[2], wanted = '0.2.0'): void {
  layFakeAgent(at('releases'), '0.1.0', { wants: wanted });
  new StateFile(at('releases')).write({ current: '0.1.0', failed: [] });
  layFakeAgent(at('releases'), wanted, next);
}

test('E18: a release that comes up takes over, and sells on where the one before ended', async () => {
  given({});
  start();
  await seen(() => expect(linesOf('journal.db')).toEqual(['sale of 0.1.0', 'sale of 0.2.0']));
  expect(linesOf('starts')).toEqual(['0.1.0', '0.2.0 on trial']);
  expect(state()).toEqual({ current: '0.2.0', before: '0.1.0', failed: [] });
});

test.each([
  ['hangs', 2_000, /did not answer within 2 s/],
  ['sees-another-journal', limitMs, /the journal was left at 14, and it found another/],
  ['not-ready', 2_000, /did not answer within 2 s/],
] as const)(
  'E18: a release that %s is rolled back: the one before runs on its own data, and the cloud hears why',
  async (onTrial, trialLimitMs, why) => {
    given({ onTrial });
    start(trialLimitMs);
    // One that hangs may be ended before it says that it was started.
    await seen(() => expect(linesOf('starts').at(-1)).toBe('0.1.0 after 0.2.0'));
    // It asks for that release again, and is not given it.
    await seen(() => expect(linesOf('journal.db')).toEqual(['sale of 0.1.0', 'sale of 0.1.0']));
    expect(state()).toMatchObject({
      current: '0.1.0',
      failed: [{ version: '0.2.0', why: expect.stringMatching(why) }],
    });
  },
);

test('E18: a power cut while a release comes up is undone; the second one in a row is the release’s fault', async () => {
  layFakeAgent(at('releases'), '0.1.0', {});
  const file = new StateFile(at('releases'));
  const cutInTrial = (tries: number) => {
    mkdirSync(at('releases', 'data-copy'));
    writeFileSync(at('releases', 'data-copy', 'journal.db'), 'as it was left\n');
    writeFileSync(at('data', 'journal.db'), 'half changed');
    writeFileSync(at('data', 'journal.db-wal'), 'of the half changed one');
    file.write({ current: '0.1.0', trying: { version: '0.2.0', tries }, failed: [] });
  };
  cutInTrial(1);
  start();
  await seen(() => expect(linesOf('journal.db')).toEqual(['as it was left', 'sale of 0.1.0']));
  expect(() => readFileSync(at('data', 'journal.db-wal'))).toThrow('ENOENT');
  expect(state()).toEqual({ current: '0.1.0', cut: { version: '0.2.0', tries: 1 }, failed: [] });
  await launcher?.stop();
  await running;

  cutInTrial(2);
  start();
  await seen(() => expect(linesOf('journal.db')).toEqual(['as it was left', 'sale of 0.1.0']));
  expect(state()).toMatchObject({ current: '0.1.0', failed: [{ version: '0.2.0' }] });
  expect(state().cut).toBeUndefined();
});

test('E18: a release that keeps dying once it sells gives way to the one before, on the data as they are by then', async () => {
  given({ dies: true });
  start();
  await seen(() => expect(linesOf('starts').at(-1)).toBe('0.1.0 on trial after 0.2.0'));
  await seen(() =>
    expect(linesOf('journal.db')).toEqual([
      'sale of 0.1.0',
      ...Array(3).fill('sale of 0.2.0'),
      'sale of 0.1.0',
    ]),
  );
  expect(state()).toMatchObject({
    current: '0.1.0',
    failed: [{ version: '0.2.0', why: expect.stringMatching(/died 3 times/) }],
  });
});

test('an agent that dies is started again', async () => {
  layFakeAgent(at('releases'), '0.1.0', { dies: true });
  start();
  await seen(() => expect(linesOf('starts').slice(0, 3)).toEqual(['0.1.0', '0.1.0', '0.1.0']));
});
