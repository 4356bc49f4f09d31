/** scripts/build: bundles of all processes and web apps; what did not change is left alone. */
import { buildAll } from './building/build-all.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { Progress } from './system/progress.ts';

await orSayWhy(async () => {
  await new Progress().step('build', async (note) => {
    const { built, unchanged } = await buildAll(note);
    note(built.length === 0 ? 'nothing changed' : `${built.length} built, ${unchanged.length} unchanged`);
  });
});
