/** A cloud in a process of its own that only acknowledges: what an upload costs the store, without the cloud's work on the same machine. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export async function startAckingCloud() {
  const cloud = fork(join(import.meta.dirname, 'acking-cloud-process.ts'), { execArgv: ['--import', 'tsx'] });
  const [{ address }] = (await once(cloud, 'message')) as [{ address: string }];
  return {
    address,
    enrolmentCode: async () => 'any',
    async close(): Promise<void> {
      cloud.kill('SIGINT');
      await once(cloud, 'exit');
    },
  };
}
