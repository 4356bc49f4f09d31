/** scripts/up: brings the whole house up, or repairs what runs of it, and says where everything is. */
import { bringUp } from './system/bring-up.ts';
import { homeFrom } from './system/home.ts';
import { orSayWhy } from './system/or-say-why.ts';
import { takePortBase } from './system/port-base.ts';
import { portBaseFrom } from './system/ports.ts';
import { Progress } from './system/progress.ts';
import { welcome } from './system/welcome.ts';

const known = ['--reset', '--replicas', '--redis-cluster'];
const [reset, replicas, redisCluster] = known.map((option) => process.argv.includes(option));
const unknown = process.argv.slice(2).filter((argument) => !known.includes(argument));
const progress = new Progress();
await orSayWhy(async () => {
  if (unknown.length > 0)
    throw new Error(
      `scripts/up does not know ${unknown.join(' ')}: it takes ${known.join(', ')} or nothing.`,
    );
  const home = homeFrom(process.env.COMPTOIR_HOME);
  const run = await bringUp({
    home,
    portClaim: await takePortBase(home, portBaseFrom(process.env.COMPTOIR_PORT_BASE)),
    reset: reset ?? false,
    replicas: replicas ?? false,
    redisCluster: redisCluster ?? false,
    progress,
  });
  process.stdout.write(welcome(run, home, progress.seconds));
});
