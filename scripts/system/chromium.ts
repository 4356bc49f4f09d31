/** Debian's Chromium, for journeys, benches and pictures. Playwright's own browsers are not downloaded. */
import { provideProgram } from './debian-packages.ts';

const chromiumProgram = {
  command: 'chromium',
  packages: ['chromium', 'fonts-dejavu-core', 'fonts-liberation'],
  unpackedPath: 'usr/lib/chromium/chromium',
  libraryFolders: ['usr/lib/x86_64-linux-gnu/pulseaudio', 'usr/lib/chromium'],
} as const;

/** Switches for a browser that only talks to us. The sandbox needs rights that root and containers lack. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
] as const;

/** What to hand to playwright-core's `chromium.launch`. */
export interface ChromiumLaunch {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

/** Finds or fetches Chromium. @throws Error with the command to type when it cannot be had. */
export async function chromiumLaunch(say: (line: string) => void = () => {}): Promise<ChromiumLaunch> {
  const found = await provideProgram(chromiumProgram, say);
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    executablePath: found.path,
    args: [...chromiumArgs],
    env: { ...Object.fromEntries(inherited), ...found.env },
  };
}
