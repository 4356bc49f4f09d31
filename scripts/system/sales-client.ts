/** What `scripts/up` asks of Sales and of the edge once they run. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const timeoutMs = 10_000;

/** @throws Error with the answer's own words when it is not a success. */
export async function callJson<T>(
  url: string,
  init: { method?: string; token?: string; body?: unknown } = {},
): Promise<T> {
  const { method = 'GET', token, body } = init;
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}

export async function adminToken(gateway: string, password: string): Promise<string> {
  const body = { login: 'admin', password };
  const { accessToken } = await callJson<{ accessToken: string }>(`${gateway}/api/v1/staff/auth`, {
    method: 'POST',
    body,
  });
  return accessToken;
}

/** The demo's store that has the edge. */
const edgeStoreCode = 'MTL01';

/** @returns a code that enrols one edge for the demo's store, within the hour. */
export async function enrolmentCode(gateway: string, token: string): Promise<string> {
  const { items } = await callJson<{ items: { id: string; code: string }[] }>(
    `${gateway}/api/v1/sales/stores`,
    { token },
  );
  const store = items.find(({ code }) => code === edgeStoreCode);
  if (store === undefined) throw new Error(`Sales has no store ${edgeStoreCode}: the seed did not make it`);
  const asked = { method: 'POST', token, body: { storeId: store.id } };
  return (await callJson<{ code: string }>(`${gateway}/api/v1/sales/enrolment-codes`, asked)).code;
}

/** @returns a one-time code that ties a browser to this register. */
export async function pairingCode(edge: string, edgeData: string, registerNumber: string): Promise<string> {
  const token = (await readFile(join(edgeData, 'admin-token'), 'utf8')).trim();
  const asked = { method: 'POST', token, body: { registerNumber } };
  return (await callJson<{ code: string }>(`${edge}/edge/v1/pairing-codes`, asked)).code;
}
