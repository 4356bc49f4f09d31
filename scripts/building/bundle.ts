/** One ESM file per process: our workspace code inside, npm packages outside. */
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root } from '../system/root.ts';
import { type ProcessEntry, workerFolders } from './entries.ts';

/** npm packages stay what they are: some find their own files, others are native. Ours come from their TypeScript. */
const npmOutside: Plugin = {
  name: 'npm-outside',
  setup(plugin) {
    plugin.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@comptoir/') ? undefined : { path, external: true },
    );
  },
};

export async function bundle(entry: ProcessEntry): Promise<void> {
  const outdir = join(root, entry.package, 'dist');
  mkdirSync(outdir, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [{ in: entry.entry, out: basename(entry.output, '.mjs') }, ...workersOf(entry)],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    // Names of classes reach logs, problem types and migration tables.
    keepNames: true,
    logLevel: 'warning',
    plugins: [npmOutside],
  });
}

function workersOf(entry: ProcessEntry): { in: string; out: string }[] {
  return workerFolders
    .filter((folder) => entry.entry.startsWith(folder))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => file.endsWith('-worker.ts'))
    .map((file) => ({ in: file, out: basename(file, '.ts') }));
}
