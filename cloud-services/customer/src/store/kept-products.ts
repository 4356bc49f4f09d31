/** What a customer keeps for later, newest first. */
import type { Tx } from '@comptoir/service-kit/db/database';
import { problem } from '@comptoir/service-kit/http/problem';
import type { Asked } from './customers.ts';

const keptMax = 100;

export async function keptProducts(
  asked: Asked,
  customerId: string,
): Promise<{ productId: string; at: string }[]> {
  const rows = (await asked.query(
    'select product_id, at from kept_product where customer_id = $1 order by at desc, product_id',
    [customerId],
  )) as { product_id: string; at: Date }[];
  return rows.map(({ product_id: productId, at }) => ({ productId, at: at.toISOString() }));
}

/** Kept again, it is kept once. @throws Problem 409 `list-full` */
export async function keepProduct(tx: Tx, customerId: string, productId: string, at: Date): Promise<void> {
  await tx.query(
    'insert into kept_product (customer_id, product_id, at) values ($1, $2, $3) on conflict do nothing',
    [customerId, productId, at],
  );
  if ((await keptProducts(tx, customerId)).length > keptMax)
    throw problem(409, 'list-full', 'The list is full', `It holds ${keptMax} products: remove one first.`);
}

export async function dropProduct(tx: Tx, customerId: string, productId: string): Promise<void> {
  await tx.query('delete from kept_product where customer_id = $1 and product_id = $2', [
    customerId,
    productId,
  ]);
}
