/** One stage of scripts/test: a command, its time, and what it printed when it failed. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../system/root.ts';

export interface Stage {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Where vitest leaves its figures. */
  readonly figures?: string;
}

export interface StageResult {
  readonly passed: number;
  readonly failed: number;
}

export const reports = join(root, 'node_modules', '.cache', 'comptoir', 'test');
const linesShown = 150;

/** Prints one line, and the end of the output when it failed. @returns the tests counted, a failed command as one. */
export async function runStage({ name, command, figures }: Stage): Promise<StageResult> {
  mkdirSync(reports, { recursive: true });
  const startedMs = Date.now();
  const logPath = join(reports, `${name.replaceAll(/\W+/g, '-')}.log`);
  const log = openSync(logPath, 'w');
  const [program, ...args] = command;
  const { COMPTOIR_HOME: _home, COMPTOIR_PORT_BASE: _base, ...env } = process.env;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const [code] = await once(child, 'close');
  const counted = figures === undefined ? { passed: 0, failed: 0 } : countsOf(figures, startedMs);
  const failed = code === 0 ? counted.failed : Math.max(1, counted.failed);
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1).padStart(6);
  const counts = figures === undefined ? '' : `: ${counted.passed} passed, ${counted.failed} failed`;
  process.stdout.write(`${failed === 0 ? '✓' : '✗'} ${seconds} s  ${name}${counts}\n`);
  if (failed > 0) process.stdout.write(`${lastLines(logPath)}\n(the whole output: ${logPath})\n`);
  return { passed: counted.passed, failed };
}

/** A file older than the run is of another run: the command died before it wrote its own. */
function countsOf(path: string, startedMs: number): StageResult {
  try {
    const figures: { numPassedTests: number; numFailedTests: number; startTime: number } = JSON.parse(
      readFileSync(path, 'utf8'),
    );
    if (figures.startTime < startedMs) return { passed: 0, failed: 0 };
    return { passed: figures.numPassedTests, failed: figures.numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

const lastLines = (path: string) =>
  readFileSync(path, 'utf8').trimEnd().split('\n').slice(-linesShown).join('\n');
