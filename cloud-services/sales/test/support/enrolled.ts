/** An edge of a store of its own, enrolled, with a session and the first record of its journal. */
import { randomUUID } from 'node:crypto';
import { Edge } from './edge.ts';
import type { House } from './house.ts';
import { storeOf } from './store.ts';

export async function enrolledEdge(house: House, number: string): Promise<Edge> {
  const storeId = randomUUID();
  await house.call('PUT', `/api/v1/sales/stores/${storeId}`, storeOf(storeId, number));
  const { body } = await house.call('POST', '/api/v1/sales/enrolment-codes', { storeId });
  const edge = new Edge(house.address, storeId);
  await edge.enrol(body.code);
  await edge.openSession();
  edge.append('journal.opened', { reason: 'new', storeId });
  return edge;
}
