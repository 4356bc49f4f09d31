/** Forgets old looks at people, verifies that none was altered, and tells the newest hash to the log: whoever rewrites all rows must rewrite that too. */
import { Gauge } from 'prom-client';
import type { ServiceEnvironment } from '../config.ts';
import { type Loop, startLoop } from '../loop.ts';
import type { Kit } from '../service.ts';
import { forgetAccesses, verifyAccesses } from './access-log.ts';

const everyMs = 3_600_000;

type Parts = Pick<Kit<ServiceEnvironment>, 'database' | 'logger' | 'metrics'>;

export function keepAccessLog({ database, logger, metrics }: Parts): Loop {
  const intact = new Gauge({
    name: 'access_log_intact',
    help: '1 while every look at a person that was written down follows from those before it.',
    registers: [metrics],
  });
  return startLoop('keeping the log of accesses', everyMs, logger, async () => {
    await database.transaction((tx) => forgetAccesses(tx, new Date()));
    const state = await verifyAccesses(database);
    intact.set(state.isIntact ? 1 : 0);
    if (state.isIntact) logger.info({ seq: state.seq, hash: state.hash }, 'the log of accesses is whole');
    else logger.error({ atSeq: state.atSeq }, 'the log of accesses was altered');
  });
}
