/** scripts/down: stops everything of this home in good order; data stays. */
import { existsSync, rmSync } from 'node:fs';
import { homeFrom } from './system/home.ts';
import { Progress } from './system/progress.ts';
import { stopEverything } from './system/supervision.ts';

const home = homeFrom(process.env.COMPTOIR_HOME);
if (existsSync(home.directory)) {
  await new Progress().step('stop', () => stopEverything(home));
  rmSync(home.run, { force: true });
} else {
  process.stdout.write(`Nothing runs in ${home.directory}.\n`);
}
