/** Order in a process of its own, which kills itself at a named step once told: no clean-up, no flush, as a power cut would. */
import { runService } from '@comptoir/service-kit/service';
import { orderService } from '../../src/service.ts';

let dieAt: unknown;
process.on('message', (name) => {
  dieAt = name;
  process.send?.('told');
});

await runService(
  orderService((name) => {
    if (name === dieAt) process.kill(process.pid, 'SIGKILL');
  }),
);
