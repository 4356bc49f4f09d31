import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { enrolAnswer, enrolRequest } from '@comptoir/sync-protocol/wire/calls';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from './support/house.ts';
import { enrolmentCode, retireServers, runAgent } from './support/second-store.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'comptoir-enrolment-'));
});
afterAll(async () => {
  await retireServers();
  await rm(dataDir, { recursive: true, force: true });
});

/** As a device asks, through the gateway. */
async function ask(code: string) {
  const { publicKey } = generateKeyPairSync('ed25519');
  const devicePublicKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const request = enrolRequest.parse({ code, devicePublicKey, agentVersion: '0.1.0' });
  const response = await fetch(`${run.gateway}/api/v1/sync/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    correlationId: response.headers.get('x-correlation-id'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** An hour passes for every code that is not used yet. */
async function letCodesExpire(): Promise<void> {
  const url = new URL(run.postgres);
  url.pathname = '/sales';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(
    `update enrolment_code set expires_at = now() - interval '1 minute' where used_at is null`,
  );
  await client.end();
}

type Asked = Awaited<ReturnType<typeof ask>>;
function expectProblem(asked: Asked, status: number, type: string): void {
  expect(asked.status).toBe(status);
  expect(asked.contentType).toContain('application/problem+json');
  expect(asked.body).toMatchObject({ status, type: expect.stringMatching(new RegExp(`/${type}$`)) });
  expect(String(asked.body.detail)).toContain('ask head office for a new one');
  expect(asked.body.correlationId).toBe(asked.correlationId);
}

test('E15: a code that was used is refused to another device, and both the answer and the agent say what to do', async () => {
  const code = await enrolmentCode();
  const first = await ask(code);
  expect(enrolAnswer.parse(first.body)).toMatchObject({ storeCode: 'LAV02' });
  expectProblem(await ask(code), 409, 'enrolment-code-used');
  const agent = await runAgent(path.join(dataDir, 'used'), code);
  expect(agent.code).toBe(1);
  expect(agent.said).toContain(
    'The enrolment code was already used by another device. Ask head office for a new one.',
  );
});

test('E15: a code older than an hour is refused, and both the answer and the agent say what to do', async () => {
  const code = await enrolmentCode();
  await letCodesExpire();
  expectProblem(await ask(code), 410, 'enrolment-code-expired');
  const agent = await runAgent(path.join(dataDir, 'expired'), code);
  expect(agent.code).toBe(1);
  expect(agent.said).toContain(
    'The enrolment code has expired (it is good for an hour). Ask head office for a new one.',
  );
});

test('E15: a code with a typing error is refused in words', async () => {
  expectProblem(await ask('AAAA-BBBB-CCCC'), 404, 'enrolment-code-unknown');
});
