/** One ESM file per process, with all that it is made of inside: a start reads one file instead of a thousand. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root } from '../system/root.ts';
import { type ProcessEntry, workerFolders } from './entries.ts';

/** Packages that stay what they are: they are native, or look for files beside them. */
const outside = ['@node-rs/argon2', 'better-sqlite3', 'node-hid', 'pdfkit'];

const nothingMapped = Buffer.from('{"version":3,"sources":[""],"mappings":"AAAA"}').toString('base64');

/** Lines of npm packages are not mapped: Node reads the map at every start, and takes it apart at the first trace. */
const onlyOursMapped: Plugin = {
  name: 'only-ours-mapped',
  setup(plugin) {
    plugin.onLoad({ filter: /\/node_modules\/.*\.[cm]?js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\n//# sourceMappingURL=data:application/json;base64,${nothingMapped}`,
      loader: 'js',
    }));
  },
};

/** @param told where to, and as which version: in its package's `dist/`, and as that package says, unless told otherwise. */
export async function bundle(
  entry: ProcessEntry,
  told: Readonly<{ outdir?: string; version?: string }> = {},
): Promise<void> {
  const { outdir = join(root, entry.package, 'dist'), version = versionOf(entry.package) } = told;
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
    external: outside,
    // What CommonJS packages find in every module, and an ES module has not. Nobody else uses the banner's other name.
    define: {
      __dirname: 'import.meta.dirname',
      __filename: 'import.meta.filename',
      COMPTOIR_VERSION: JSON.stringify(version),
    },
    banner: {
      js: "import { createRequire as requireOfBundle } from 'node:module'; const require = requireOfBundle(import.meta.url);",
    },
    sourcemap: true,
    // The sources are there to be looked up.
    sourcesContent: false,
    // Half the bytes to parse; with the map, traces name lines of the sources all the same.
    minifyWhitespace: true,
    // A fault that shows its line must not show the whole program.
    lineLimit: 200,
    // Names of classes reach logs, problem types and migration tables.
    keepNames: true,
    logLevel: 'warning',
    plugins: [onlyOursMapped],
  });
}

const versionOf = (folder: string): string =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).version;

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
