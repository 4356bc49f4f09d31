/** A sale that a point of sale of another make tells. Told twice it is one sale; what does not add up is refused. */
import { createHash } from 'node:crypto';
import { derivedId, problem, type Tx } from '@comptoir/service-kit';
import type { z } from 'zod';
import { differencesOf } from './adds-up.ts';
import type { TransactionRequest, transactionAnswer } from './api.ts';
import type { LegacyParts } from './parts.ts';
import { saleBodyOf } from './sale-body.ts';

export async function recordTransaction(
  parts: LegacyParts,
  tx: Tx,
  told: TransactionRequest,
  now: Date,
): Promise<z.infer<typeof transactionAnswer>> {
  const differences = differencesOf(told);
  if (differences.length > 0) throw doesNotAddUp(differences);
  const place = await parts.placeOf(tx, told.storeId, told.registerId);
  const businessDate = place.dateOf(new Date(told.occurredAt));
  const sale = saleBodyOf(told, { jurisdiction: place.store.jurisdiction, taxDate: businessDate });
  const bodyText = JSON.stringify(sale);
  // Two that tell the same sale at once come one after the other.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [sale.saleId]);
  const known = await parts.known(tx, sale.saleId);
  if (known && !known.bodyHash.equals(createHash('sha256').update(bodyText).digest()))
    throw problem(
      409,
      'reference-used',
      'This externalReference was used for another sale',
      'Give each sale of a register a reference of its own.',
      { members: { id: sale.saleId, receiptNumber: known.receiptNumber } },
    );
  const receiptNumber = known?.receiptNumber ?? (await record());
  const { subtotalMinor, discountMinor, taxes, totalMinor } = sale.priced;
  const { currency, cashRoundingMinor } = told;
  return {
    id: sale.saleId,
    receiptNumber,
    totals: { currency, subtotalMinor, discountMinor, taxes, totalMinor, cashRoundingMinor },
  };

  async function record(): Promise<string> {
    const recordId = derivedId('told-record', sale.saleId);
    const { store, register } = place;
    const entered = await parts.enter(
      tx,
      {
        store,
        register: register.number,
        recordId,
        kind: 'sale',
        actor: told.cashierId,
        at: told.occurredAt,
        businessDate,
        bodyText,
      },
      now,
    );
    const row = { ...entered, recordId, register: register.number, businessDate, bodyText, sale };
    await parts.recordSale(tx, row, register.id, now);
    return entered.receiptNumber;
  }
}

function doesNotAddUp(differences: ReturnType<typeof differencesOf>) {
  const off = differences.map((one) => ({ ...one, differenceMinor: one.toldMinor - one.expectedMinor }));
  return problem(422, 'totals-differ', 'This sale does not add up', 'Correct the amounts that are listed.', {
    errors: off.map(({ pointer, expectedMinor, toldMinor }) => ({
      pointer,
      message: `${toldMinor} was told, ${expectedMinor} expected`,
    })),
    members: { differences: off },
  });
}
