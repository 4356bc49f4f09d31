/**
 * Programs that no npm package ships and Debian does: used where they are installed, installed by apt where we are
 * root, else downloaded and unpacked below the user's cache folder, which needs no rights at all.
 */
import { access, constants, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findProgram, runProgram } from './run-program.ts';

export interface DebianProgram {
  /** What to look for on the PATH. */
  readonly command: string;
  readonly packages: readonly string[];
  /** The real executable inside the unpacked packages (not a wrapper script that assumes `/usr`). */
  readonly unpackedPath: string;
  /** Folders with shared libraries inside the unpacked packages, beside the usual one. */
  readonly libraryFolders?: readonly string[];
}

export interface FoundProgram {
  readonly path: string;
  /** Set for this child alone: our unpacked libraries must not reach other programs. */
  readonly env: Readonly<Record<string, string>>;
}

type Say = (line: string) => void;

const libraryTriplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';

/**
 * @returns where the program is and what to add to its environment.
 * @throws Error with one sentence and the command to type, when it can be had in none of the ways.
 */
export async function provideProgram(program: DebianProgram, say: Say): Promise<FoundProgram> {
  const cache = cacheFolder();
  const there = await alreadyThere(cache, program);
  if (there !== undefined) return there;
  if (process.getuid?.() === 0 && (await installAsRoot(program, say))) {
    const path = await findProgram(program.command);
    if (path !== undefined) return { path, env: {} };
  }
  const fault = await unpack(cache, program, say);
  const unpacked = await alreadyThere(cache, program);
  if (unpacked !== undefined) return unpacked;
  throw new Error(
    `${program.command} is not installed and could not be downloaded (${fault}). ` +
      `Type: sudo apt-get install -y --no-install-recommends ${program.packages.join(' ')}`,
  );
}

const askAgainAfterMs = 24 * 3_600_000;

/**
 * For what the house can do without: whoever was refused is not asked again for a day, so that no start waits for it.
 * @returns nothing when it cannot be had; `say` was told why.
 */
export async function provideOptional(program: DebianProgram, say: Say): Promise<FoundProgram | undefined> {
  const cache = cacheFolder();
  const there = await alreadyThere(cache, program);
  if (there !== undefined) return there;
  const refusal = join(cache, `${program.command}.refused`);
  const refusedMs = (await stat(refusal).catch(() => undefined))?.mtimeMs ?? Number.NEGATIVE_INFINITY;
  if (Date.now() - refusedMs < askAgainAfterMs) {
    say(`none: ${await readFile(refusal, 'utf8')} To be asked sooner than in a day: rm ${refusal}`);
    return undefined;
  }
  try {
    return await provideProgram(program, say);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // Where it cannot be remembered, it is asked again.
    await writeFile(refusal, why).catch(() => {});
    say(`none: ${why}`);
    return undefined;
  }
}

const cacheFolder = () => join(process.env.COMPTOIR_CACHE ?? join(homedir(), '.cache', 'comptoir'), 'debian');

async function alreadyThere(cache: string, program: DebianProgram): Promise<FoundProgram | undefined> {
  const installed = await findProgram(program.command);
  if (installed !== undefined) return { path: installed, env: {} };
  const unpacked = join(cache, 'root', program.unpackedPath);
  return (await isExecutable(unpacked)) ? { path: unpacked, env: unpackedEnv(cache, program) } : undefined;
}

async function installAsRoot(program: DebianProgram, say: Say): Promise<boolean> {
  say(`apt-get install ${program.packages.join(' ')}`);
  // Run level 1 keeps the packages' scripts from starting a service on its default port. Source: invoke-rc.d(8).
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const options = { env, timeoutMs: 300_000 };
  await runProgram('apt-get', ['-qq', 'update'], options);
  const args = ['-qq', 'install', '-y', '--no-install-recommends', ...program.packages];
  return (await runProgram('apt-get', args, options)).code === 0;
}

/** Asks apt, with lists and cache of our own, for what the machine lacks, and unpacks it. */
const unpackScript = `
set -e
dir=$1; shift
mkdir -p "$dir/state/lists/partial" "$dir/cache/archives/partial" "$dir/debs"; cd "$dir/debs"
apt="apt-get -qq -o Dir::State=$dir/state -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache=$dir/cache -o APT::Sandbox::User="
$apt update
lacking=$($apt install -s --no-install-recommends "$@" | awk '/^Inst/{print $2}')
$apt download $lacking
for deb in *.deb; do dpkg -x "$deb" ../root; done
rm -f ./*.deb
`;

async function unpack(cache: string, program: DebianProgram, say: Say): Promise<string> {
  say(`download ${program.packages.join(' ')} (Debian packages, unpacked below ${cache})`);
  await mkdir(cache, { recursive: true });
  // One at a time: two copies of us may start at once, and they share this folder.
  const args = [join(cache, 'lock'), 'sh', '-c', unpackScript, 'sh', cache, ...program.packages];
  const result = await runProgram('flock', args, { timeoutMs: 600_000 });
  await writeFile(join(cache, 'fonts.conf'), fontsConfiguration(cache));
  return result.stderr.trim().split('\n').at(-1) ?? '';
}

function unpackedEnv(cache: string, program: DebianProgram): Record<string, string> {
  const root = join(cache, 'root');
  const folders = [
    join('usr/lib', libraryTriplet),
    join('lib', libraryTriplet),
    ...(program.libraryFolders ?? []),
  ];
  return {
    LD_LIBRARY_PATH: folders.map((folder) => join(root, folder)).join(':'),
    FONTCONFIG_FILE: join(cache, 'fonts.conf'),
  };
}

const fontsConfiguration = (cache: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${cache}/root/usr/share/fonts</dir>
  <cachedir>${cache}/fontconfig</cachedir>
</fontconfig>
`;

const isExecutable = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
