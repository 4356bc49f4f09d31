/** Fetches what tests need and npm does not have, so that no test waits for a download. */
import { chromiumLaunch } from '../system/chromium.ts';
import { provideOptional } from '../system/debian-packages.ts';
import { prometheusProgram } from '../system/prometheus.ts';
import { redisCommand } from '../system/redis.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
await redisCommand('/tmp', 0, say);
await chromiumLaunch(say);
await provideOptional(prometheusProgram, say);
