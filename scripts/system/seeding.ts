/** Runs scripts/seed.ts, unless the same seed has already run here. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sourceHash } from '../building/source-hash.ts';
import { type Home, readWhole, writeWhole } from './home.ts';
import { root } from './root.ts';

interface State {
  readonly seeded?: string;
}

const linesKept = 20;

/** The seed itself is idempotent; leaving it out only saves time. */
export async function seed(home: Home, note: (text: string) => void): Promise<void> {
  const program = join(root, 'scripts', 'seed.ts');
  const hash = sourceHash(['scripts', 'cloud-services/product/data']);
  const state = readWhole<State>(home.state) ?? {};
  if (state.seeded === hash && existsSync(home.demo)) return note('already there');
  const lines: string[] = [];
  const child = spawn(join(root, 'node_modules', '.bin', 'tsx'), [program], {
    cwd: root,
    env: { ...process.env, COMPTOIR_HOME: home.directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      note(line);
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`scripts/seed failed:\n${lines.slice(-linesKept).join('\n')}`);
  writeWhole(home.state, { ...state, seeded: hash });
}
