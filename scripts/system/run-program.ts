/** Runs a program to its end and gives what it printed. */
import { spawn } from 'node:child_process';

export interface ProgramResult {
  /** Exit code; 127 when the program could not be started, 1 when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

/** Never rejects: a program that is missing or fails is an answer, and the caller says what it means. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: options.timeoutMs,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.once('error', (error) => resolve({ code: 127, stdout, stderr: stderr + error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/** Whether this program is on the PATH (or at this path) and may be executed. */
export async function findProgram(name: string): Promise<string | undefined> {
  const found = await runProgram('sh', ['-c', 'command -v "$1"', 'sh', name]);
  return found.code === 0 ? found.stdout.trim() : undefined;
}
