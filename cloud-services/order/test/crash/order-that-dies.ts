/** Order in a process of its own, which kills itself at a named step when told: no clean-up, no flush, as a power cut would. */
import { runService } from '@comptoir/service-kit/service';
import { orderService } from '../../src/service.ts';

const { DIE_AT = '' } = process.env;

await runService(
  orderService((name) => {
    if (name === DIE_AT) process.kill(process.pid, 'SIGKILL');
  }),
);
