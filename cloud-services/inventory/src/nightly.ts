/** Once a day: projections are compared with the ledger, and transfers and orders that ended some time ago leave the stores' feed. */
import type { Logger, Tx } from '@comptoir/service-kit';
import { differences, isCheckDue, keepCheck } from './store/checks.ts';
import { forgetOldDeliveries } from './store/deliveries.ts';

const everyHours = 24;
const loggedMax = 20;

export async function checkNightly(tx: Tx, logger: Logger): Promise<void> {
  if (!(await isCheckDue(tx, everyHours))) return;
  await forgetOldDeliveries(tx);
  const found = await differences(tx);
  await keepCheck(tx, found.length);
  if (found.length === 0) return;
  logger.error(
    { differing: found.length, differences: found.slice(0, loggedMax) },
    'balances are not what the ledger says: see /internal/inventory/rebuild',
  );
}
