/** The work of alerts in a running service: looking each quarter of a minute, asking Sales who is silent, calling webhooks. */
import type { ServiceEnvironment } from '@comptoir/service-kit/config';
import { errorFields } from '@comptoir/service-kit/logger';
import { type Loop, startLoop } from '@comptoir/service-kit/loop';
import type { Kit } from '@comptoir/service-kit/service';
import { z } from 'zod';
import type { ReportingEnvironment } from '../environment.ts';
import { askOwner } from '../reconciliation/ask.ts';
import { evaluate, type Silences } from './evaluate.ts';
import { forgetAlerts } from './notices.ts';
import type { Moment } from './points/points.ts';
import { startWebhooks } from './webhooks.ts';

const forgottenEveryMs = 3_600_000;
const silentEdges = z.object({
  items: z.array(z.object({ storeId: z.string(), lastSeenAt: z.iso.datetime() })),
});

export function startAlerts(
  { database, logger, config, fetch }: Kit<ReportingEnvironment & ServiceEnvironment>,
  clock: () => Moment,
): readonly Loop[] {
  const silences = async (): Promise<Silences | undefined> => {
    try {
      return (await askOwner({ url: config.SALES_URL, fetch }, '/internal/sales/silent-edges', silentEdges))
        .items;
    } catch (error) {
      logger.debug(errorFields(error), 'Sales did not say which stores are silent');
      return undefined;
    }
  };
  return [
    startLoop('the alerts', config.ALERTS_EVERY_MS, logger, async () => {
      await evaluate(database, clock(), await silences(), config.PUBLIC_HEADQUARTERS_URL);
    }),
    startLoop('forgetting old alerts', forgottenEveryMs, logger, () => forgetAlerts(database.alone)),
    startWebhooks(database, logger, config.WEBHOOK_PRIVATE_ADDRESSES === 'allow'),
  ];
}
