/** What a provider took, or gave back, because a payer disputes a payment: told once an event, whatever is told again. */
import type { Tx } from '@comptoir/service-kit/db/database';
import type { OrderDisputeMoved } from '@comptoir/service-kit/events/order';

export async function keepDisputeMove(tx: Tx, told: OrderDisputeMoved): Promise<void> {
  await tx.query(
    `insert into dispute_move (dispute_id, version, business_date, store_id, provider, withdrawn_minor, fee_minor)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      told.disputeId,
      told.version,
      told.businessDate,
      told.locationId,
      told.provider,
      told.withdrawnMinor,
      told.feeMinor,
    ],
  );
}
