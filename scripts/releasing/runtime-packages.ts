/** What of npm packages a release carries: those that a bundle cannot hold, and of these only what runs. */
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../system/root.ts';

const { platform, arch } = process;
/** Source: scripts/building/bundle.ts, `outside`; and what those packages require in turn. */
const carried: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['package.json', 'LICENSE', 'lib', 'build/Release/better_sqlite3.node'],
  bindings: ['package.json', 'LICENSE.md', 'bindings.js'],
  'file-uri-to-path': ['package.json', 'LICENSE', 'index.js'],
  '@node-rs/argon2': ['package.json', 'LICENSE', 'index.js'],
  [`@node-rs/argon2-${platform}-${arch}-gnu`]: ['package.json', `argon2.${platform}-${arch}-gnu.node`],
  'node-hid': [
    'package.json',
    'LICENSE-bsd.txt',
    'nodehid.js',
    'binding-options.js',
    `prebuilds/HID-${platform}-${arch}`,
    `prebuilds/HID_hidraw-${platform}-${arch}`,
  ],
  'pkg-prebuilds': ['package.json', 'LICENSE', 'bindings.js', 'lib'],
};

/** @param folder gets a `node_modules`. */
export function carryPackages(folder: string): void {
  for (const [name, parts] of Object.entries(carried))
    for (const part of parts) {
      const from = join(root, 'node_modules', name, part);
      if (!existsSync(from)) throw new Error(`${from} is missing: a release is made on what it is made for.`);
      cpSync(from, join(folder, 'node_modules', name, part), { recursive: true });
    }
}
