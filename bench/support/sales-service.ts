/** Sales in a process of its own, as it ships, over durable PostgreSQL and Redis; and edges that are enrolled there. */
import { join } from 'node:path';
import { Edge } from '../../cloud-services/sales/test/support/edge.ts';
import { storeOf } from '../../cloud-services/sales/test/support/store.ts';
import { openGround } from './own-ground.ts';

const password = 'only in benches';

export type SalesService = Readonly<{
  address: string;
  databaseUrl: string;
  /** A store by this number. @returns a code with which its edge enrols. */
  enrolmentCode: (storeId: string, number: string) => Promise<string>;
  /** Enrolled, with a session; of a store of its own. */
  edge: (storeId: string, number: string) => Promise<Edge>;
  close: () => Promise<void>;
}>;

export async function startSales(folder: string): Promise<SalesService> {
  const ground = await openGround(folder, true);
  const { address } = await ground.service('sales', {
    KEYS_DIR: join(folder, 'keys'),
    SMTP_URL: 'smtp://127.0.0.1:9',
    SMS_URL: 'http://127.0.0.1:9/sms',
    PUBLIC_GATEWAY_URL: 'http://127.0.0.1:9',
    BOOTSTRAP_ADMIN_PASSWORD: password,
    LOG_LEVEL: 'warn',
  });
  const { accessToken } = await call(address, 'POST', '/api/v1/staff/auth', { login: 'admin', password });
  const enrolmentCode = async (storeId: string, number: string) => {
    await call(address, 'PUT', `/api/v1/sales/stores/${storeId}`, storeOf(storeId, number), accessToken);
    return (await call(address, 'POST', '/api/v1/sales/enrolment-codes', { storeId }, accessToken)).code;
  };
  return {
    ...{ address, databaseUrl: ground.databaseUrl, enrolmentCode },
    async edge(storeId, number) {
      const edge = new Edge(address, storeId);
      await edge.enrol(await enrolmentCode(storeId, number));
      await edge.openSession();
      return edge;
    },
    close: ground.close,
  };
}

async function call(address: string, method: string, path: string, body: unknown, token = '') {
  const response = await fetch(address + path, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return JSON.parse(await response.text());
}
