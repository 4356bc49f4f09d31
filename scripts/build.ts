/** scripts/build: bundles of all processes and web apps; what did not change is left alone. */
import { buildAll } from './building/build-all.ts';

const startedMs = Date.now();
const { built, unchanged } = await buildAll((line) => process.stdout.write(`${line}\n`));
const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
process.stdout.write(`built ${built.length}, unchanged ${unchanged.length} (${seconds} s)\n`);
