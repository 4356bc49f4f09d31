/**
 * Keeps one agent running, and changes it for another release when one is wanted, whole, and the moment is quiet. What is decided is
 * on disk before it is done, so that a power cut at any instruction leaves an agent and its data. Source: docs/releases.md.
 */
import { compareVersions } from '@comptoir/sync-protocol/releases/version';
import type { Logger } from 'pino';
import { type AgentRun, startAgentOf } from './agent-process.ts';
import { dropCopy, emptyCopy, putBack } from './data-copy.ts';
import { Fetcher } from './fetcher.ts';
import { dropReleases } from './old-releases.ts';
import type { State, StateFile } from './state.ts';
import { standTrial, type Verdict } from './trial.ts';

export type LauncherParts = Readonly<{
  releasesDir: string;
  dataDir: string;
  cloudUrl: string;
  releaseKeys: readonly string[];
  trialLimitMs: number;
  stateFile: StateFile;
  log: Logger;
  now: () => Date;
}>;

const restartMs = { first: 250, most: 8_000 };
/** Whoever ran this long is well: its next end counts as the first. */
const soundAfterMs = 20_000;
/** A release that dies so often, so soon after it came up, goes. */
const deathsMax = 3;
const watchedMs = 600_000;
const stopLimitMs = 15_000;
/** A power cut is not the release's fault; the second one in a row may be. */
const triesMax = 2;

type Change = { [K in keyof State]?: State[K] | undefined };
type Left = Readonly<{ version: string; tail: string }>;

export class Launcher {
  readonly #parts: LauncherParts;
  readonly #fetcher: Fetcher;
  readonly #stopped = new AbortController();
  #state: State;
  #run: AgentRun | undefined;
  /** Since when the present release was taken here; undefined for one that was here before us. */
  #acceptedAtMs: number | undefined;
  #deaths = 0;
  #restartMs = restartMs.first;

  constructor(parts: LauncherParts) {
    this.#parts = parts;
    this.#state = parts.stateFile.read();
    this.#fetcher = new Fetcher({
      ...parts,
      onLaid: () => this.#offer(),
      onRefused: (...why) => this.#fail(...why),
    });
  }

  /** Resolves after `stop`. */
  async run(): Promise<void> {
    this.#settleCut();
    while (!this.#stopped.signal.aborted) {
      const run = this.#run ?? this.#start(this.#state.current, false);
      const left = await this.#serve(run);
      this.#run = undefined;
      if (this.#stopped.signal.aborted) return;
      if (left) await this.#try(left);
      else if (this.#isUnsteady()) await this.#stepBack();
      else await this.#pause();
    }
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#fetcher.forget();
    const run = this.#run;
    if (!run) return;
    run.end('SIGTERM');
    const cut = setTimeout(() => run.end('SIGKILL'), stopLimitMs);
    await run.ended;
    clearTimeout(cut);
  }

  #start(version: string, onTrial: boolean): AgentRun {
    // What failed before something newer came up is over.
    const failed = this.#state.failed.findLast((each) => compareVersions(each.version, version) > 0);
    this.#parts.log.info({ version, onTrial }, 'starting the agent');
    const run = startAgentOf(this.#parts.releasesDir, version, { onTrial, ...(failed ? { failed } : {}) });
    this.#run = run;
    return run;
  }

  /** @returns what it left for, when it made room. */
  async #serve(run: AgentRun): Promise<Left | undefined> {
    const startedMs = performance.now();
    let left: Left | undefined;
    run.onMessage((message) => {
      if (message.type === 'wanted') this.#wanted(message.version);
      const version = this.#fetcher.laid;
      if (message.type === 'left' && version !== undefined) left = { version, tail: message.tail };
    });
    this.#offer();
    const how = await run.ended;
    if (performance.now() - startedMs > soundAfterMs) this.#restartMs = restartMs.first;
    if (!left) {
      this.#deaths += 1;
      this.#parts.log.warn({ version: run.version, how }, 'the agent ended');
    }
    return left;
  }

  #wanted(version: string): void {
    const { current, failed } = this.#state;
    if (compareVersions(version, current) <= 0 || failed.some((each) => each.version === version)) return;
    this.#fetcher.want(version, current);
  }

  /** Asks the agent to make room, if it serves and something lies ready. */
  #offer(): void {
    const version = this.#fetcher.laid;
    if (version === undefined || !this.#run || this.#state.trying) return;
    this.#run.tell({ type: 'leave', version, copyTo: emptyCopy(this.#parts.releasesDir) });
  }

  async #try({ version, tail }: Left): Promise<void> {
    const { cut } = this.#state;
    const tries = cut?.version === version ? cut.tries + 1 : 1;
    this.#save({ trying: { version, tries } });
    const run = this.#start(version, true);
    const verdict = await standTrial(run, tail, this.#parts.trialLimitMs);
    // Whoever stops us now leaves the decision to the next start.
    if (this.#stopped.signal.aborted) return;
    if (verdict.ok) this.#accept(run);
    else await this.#refuse(run, verdict.why);
  }

  /** From here on it sells, and its data are never put back. */
  #accept(run: AgentRun): void {
    const before = this.#state.current;
    this.#save({ current: run.version, before, trying: undefined, cut: undefined });
    this.#acceptedAtMs = performance.now();
    this.#deaths = 0;
    this.#fetcher.forget();
    dropCopy(this.#parts.releasesDir);
    dropReleases(this.#parts.releasesDir, [run.version, before]);
    this.#parts.log.info({ version: run.version, before }, 'a newer release was taken');
    run.tell({ type: 'accepted' });
  }

  async #refuse(run: AgentRun, why: string): Promise<void> {
    run.end('SIGKILL');
    await run.ended;
    this.#run = undefined;
    this.#rollBack(run.version, why);
  }

  #rollBack(version: string, why: string): void {
    putBack(this.#parts.releasesDir, this.#parts.dataDir);
    this.#fail(version, why, { trying: undefined, cut: undefined });
    dropCopy(this.#parts.releasesDir);
  }

  #fail(version: string, why: string, change: Change = {}): void {
    const at = this.#parts.now().toISOString();
    this.#parts.log.error({ version, why, runs: this.#state.current }, 'a release did not come up here');
    this.#fetcher.forget();
    this.#save({ ...change, failed: [...this.#state.failed, { version, why: why.slice(0, 2_000), at }] });
  }

  /** We ended in the middle of a trial: nothing was sold meanwhile, so the copy is the truth. */
  #settleCut(): void {
    const { trying } = this.#state;
    const { releasesDir, dataDir } = this.#parts;
    if (trying && trying.tries >= triesMax) {
      this.#rollBack(trying.version, 'it was cut twice while it came up');
    } else if (trying) {
      putBack(releasesDir, dataDir);
      this.#save({ trying: undefined, cut: trying });
    }
    dropCopy(releasesDir);
  }

  #isUnsteady(): boolean {
    const isWatched = this.#acceptedAtMs !== undefined && performance.now() - this.#acceptedAtMs < watchedMs;
    return isWatched && this.#deaths >= deathsMax && this.#state.before !== undefined;
  }

  /** The one before takes over on the data as they are now: it sold, so nothing is put back. */
  async #stepBack(): Promise<void> {
    const { before, current } = this.#state;
    this.#acceptedAtMs = undefined;
    if (before === undefined) return;
    this.#fail(current, `it died ${this.#deaths} times within ${watchedMs / 60_000} minutes`);
    const run = this.#start(before, true);
    const verdict: Verdict = await standTrial(run, undefined, this.#parts.trialLimitMs);
    if (this.#stopped.signal.aborted) return;
    if (verdict.ok) {
      this.#save({ current: before, before: undefined });
      run.tell({ type: 'accepted' });
    } else {
      this.#parts.log.error({ before, why: verdict.why }, 'the release before cannot take over: going on');
      run.end('SIGKILL');
      await run.ended;
      this.#run = undefined;
    }
  }

  #save(change: Change): void {
    this.#state = this.#parts.stateFile.write({ ...this.#state, ...change } as State);
  }

  async #pause(): Promise<void> {
    const pauseMs = this.#restartMs;
    this.#restartMs = Math.min(pauseMs * 2, restartMs.most);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#stopped.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
