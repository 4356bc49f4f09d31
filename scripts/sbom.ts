/** scripts/sbom: the bill of materials of what runs, from the lock file; exits 1 when it cannot be made. An audit that finds holes, or nobody to ask, is a warning. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { componentsOf, holesIn } from './system/bill-of-materials.ts';
import { root } from './system/root.ts';
import { runProgram } from './system/run-program.ts';

const [output = join(root, 'node_modules', '.cache', 'comptoir', 'sbom.cdx.json')] = process.argv.slice(2);
const npm = (args: readonly string[]) =>
  runProgram('npm', ['--prefix', root, ...args, '--omit', 'dev', '--package-lock-only']);

const made = await npm(['sbom', '--sbom-format', 'cyclonedx']);
if (made.code !== 0) throw new Error(`npm sbom failed:\n${made.stderr}`);
const components = componentsOf(made.stdout);
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, made.stdout);
process.stdout.write(`${output}: ${components} components\n`);

const audited = await npm(['audit', '--json']);
process.stdout.write(`${holesIn(audited.stdout)}\n`);
