/** A fingerprint of everything that a package is built from: its own sources and those of our packages that it uses. */
import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../system/root.ts';

const leftOut = new Set(['node_modules', 'dist', 'data', 'test', 'tests', '.comptoir', '.git']);

/** @param folders relative to the checkout. */
export function sourceHash(folders: readonly string[]): string {
  const hash = createHash('sha256');
  // A new version of a tool or a library changes the lock file.
  hash.update(readFileSync(join(root, 'package-lock.json')));
  // How it is built counts as well.
  addFolder(hash, 'scripts/building');
  for (const folder of [...withDependencies(folders)].sort()) addFolder(hash, folder);
  return hash.digest('hex');
}

function addFolder(hash: Hash, folder: string): void {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!leftOut.has(entry.name)) addFolder(hash, path);
    } else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) {
      hash.update(`${path}\0`).update(readFileSync(join(root, path)));
    }
  }
}

/** Our own packages that these folders' package.json name, and theirs in turn. */
function withDependencies(folders: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (folder: string) => {
    if (found.has(folder)) return;
    found.add(folder);
    for (const name of ownDependencies(folder)) visit(folderOf(name));
  };
  for (const folder of folders) visit(folder);
  return found;
}

function ownDependencies(folder: string): string[] {
  // A web app may lie one folder below the package that declares what it uses.
  const at = [folder, join(folder, '..')].find((candidate) =>
    existsSync(join(root, candidate, 'package.json')),
  );
  if (at === undefined) return [];
  const declared: { dependencies?: Record<string, string> } = JSON.parse(
    readFileSync(join(root, at, 'package.json'), 'utf8'),
  );
  return Object.keys(declared.dependencies ?? {}).filter((name) => name.startsWith('@comptoir/'));
}

const workspaceFolders = ['', 'store-edge', 'cloud-services'];
const renamed: Readonly<Record<string, string>> = {
  '@comptoir/gateway': 'kong',
  '@comptoir/edge-agent': 'store-edge/agent',
};

function folderOf(name: string): string {
  const short = name.replace('@comptoir/', '');
  const folder =
    renamed[name] ??
    workspaceFolders
      .map((parent) => join(parent, short))
      .find((at) => existsSync(join(root, at, 'package.json')));
  if (folder === undefined) throw new Error(`no workspace folder holds ${name}`);
  return folder;
}
