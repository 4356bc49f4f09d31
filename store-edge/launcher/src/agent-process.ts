/** One run of an agent: started with what it must know, heard, and ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type FromAgent,
  type FromLauncher,
  fromAgent,
  type LauncherFacts,
  launcherVariable,
} from '@comptoir/sync-protocol/releases/launcher';

const lastWordsMax = 500;

export type AgentRun = Readonly<{
  version: string;
  /** Resolves when the process is gone: how it ended, and its last words. */
  ended: Promise<string>;
  onMessage: (listener: (message: FromAgent) => void) => void;
  tell: (message: FromLauncher) => void;
  end: (signal: 'SIGTERM' | 'SIGKILL') => void;
}>;

export function startAgentOf(releasesDir: string, version: string, facts: LauncherFacts): AgentRun {
  const home = join(releasesDir, version);
  const web = (name: string) => (existsSync(join(home, name)) ? join(home, name) : '');
  // What we run with (memory, source maps) is what it runs with.
  const child = spawn(process.execPath, [...process.execArgv, join(home, 'agent', 'main.mjs')], {
    env: {
      ...process.env,
      TERMINAL_DIST: web('terminal'),
      BACK_OFFICE_DIST: web('back-office'),
      [launcherVariable]: JSON.stringify(facts),
    },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    process.stderr.write(bytes);
    lastWords = `${lastWords}${bytes}`.slice(-lastWordsMax);
  });
  return {
    version,
    ended: endOf(child, () => lastWords),
    onMessage(listener) {
      child.on('message', (message) => {
        const parsed = fromAgent.safeParse(message);
        // A later agent may say what we do not understand.
        if (parsed.success) listener(parsed.data);
      });
    },
    tell(message) {
      if (child.connected) child.send(message, () => undefined);
    },
    end: (signal) => void child.kill(signal),
  };
}

/** `close`: its last words are all here. */
function endOf(child: ChildProcess, lastWords: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
    child.once('close', (code, signal) => {
      const words = lastWords().trim();
      resolve(`it ended (${signal ?? `code ${code}`})${words === '' ? '' : `: ${words}`}`);
    });
  });
}
