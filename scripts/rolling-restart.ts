/** scripts/rolling-restart: restarts services instance by instance. */
import { homeFrom } from './system/home.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { Progress } from './system/progress.ts';
import { restartOneByOne } from './system/rolling-restart.ts';

const progress = new Progress();
await orSayWhy(async () => {
  const home = homeFrom(process.env.COMPTOIR_HOME);
  await progress.step('restart one by one', (note) => restartOneByOne(home, process.argv.slice(2), note));
});
