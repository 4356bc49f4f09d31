/** What became of the step that asks for the money, and of the payment: both say it, together. */
import { derivedId, type Tx } from '@comptoir/service-kit';
import type { Standing } from '../payment/provider.ts';
import { recordStanding } from '../store/payments.ts';
import { endStep } from '../store/sagas.ts';

export async function recordAuthorised(tx: Tx, orderId: string, standing: Standing): Promise<void> {
  await Promise.all([
    endStep(tx, orderId, 'authorise', standing.at, standing),
    recordStanding(tx, derivedId('payment', orderId), standing),
  ]);
}
