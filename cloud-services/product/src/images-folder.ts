/** Where the demo's pictures lie: beside the sources, or, of a bundle, up from wherever it was built to. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const inWorkspace = 'data/images/';
const inHouse = `cloud-services/product/${inWorkspace}`;

export function imagesFolder(): URL {
  const here = new URL('..', import.meta.url);
  const candidates = [new URL(inWorkspace, here)];
  for (let folder = here; ; ) {
    candidates.push(new URL(inHouse, folder));
    const parent = new URL('..', folder);
    if (parent.href === folder.href) break;
    folder = parent;
  }
  candidates.push(new URL(inHouse, `${pathToFileURL(process.cwd()).href}/`));
  return candidates.find((candidate) => existsSync(candidate)) ?? candidates[0] ?? here;
}
