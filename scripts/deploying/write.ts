/** Writes what is below deploy/ from what the programs are: `npx tsx scripts/deploying/write.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deployFiles, deployFolder } from './files.ts';

for (const [path, text] of Object.entries(deployFiles())) {
  const file = join(deployFolder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
