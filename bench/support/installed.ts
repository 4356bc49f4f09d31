/** Peers of benches: packages that nothing of ours needs, installed into a cache of their own on first use. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Without scripts of strangers: what they build comes ready-made.
 * @param packages each with its version; the first one names the folder.
 * @returns the folder in whose `node_modules` they are.
 * @throws Error when npm cannot have them.
 */
export async function installed(...packages: readonly string[]): Promise<string> {
  const [first = ''] = packages;
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const place = join(cache, 'comptoir', first.replace(/^@/, '').replaceAll(/[@/]/g, '-'));
  if (existsSync(join(place, 'node_modules', first.slice(0, first.lastIndexOf('@'))))) return place;
  mkdirSync(place, { recursive: true });
  const options = ['--prefix', place, '--no-audit', '--no-fund', '--ignore-scripts'];
  const npm = spawn('npm', ['install', ...options, ...packages], { stdio: ['ignore', 2, 2] });
  const [code] = await once(npm, 'exit');
  if (code !== 0) throw new Error(`${first} could not be installed: npm ended with ${code}`);
  return place;
}
