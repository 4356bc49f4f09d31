/** Lays a release out as a store will have it: `agent/`, `terminal/`, `back-office/`. */
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../building/bundle.ts';
import { distOf, processEntries } from '../building/entries.ts';
import { carryPackages } from './runtime-packages.ts';

/** @param dists the built web apps: those that scripts/build made last. @returns the release's folder, `out/version`. */
export async function makeRelease(
  out: string,
  version: string,
  dists = { terminal: distOf('terminal'), 'back-office': distOf('backOffice') },
): Promise<string> {
  const home = join(out, version);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  await bundle(processEntries.edge, { outdir: join(home, 'agent'), version });
  carryPackages(join(home, 'agent'));
  for (const [folder, dist] of Object.entries(dists)) {
    if (!existsSync(join(dist, 'index.html'))) throw new Error(`${dist} is not built: scripts/build first.`);
    cpSync(dist, join(home, folder), { recursive: true, filter: (path) => !path.endsWith('.hash') });
  }
  return home;
}
