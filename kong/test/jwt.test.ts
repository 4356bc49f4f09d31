import { expect, test } from 'vitest';
import { createCredentials } from '../src/credentials.ts';
import type { Exchange } from '../src/exchange.ts';
import type { PluginConfig } from '../src/plugin-declaration.ts';
import { jwt } from '../src/plugins/jwt.ts';
import { signer } from './house.ts';

const config: PluginConfig<'jwt'> = {
  key_claim_name: 'kid',
  claims_to_verify: ['exp'],
  header_names: ['authorization'],
  uri_param_names: [],
  cookie_names: [],
  run_on_preflight: false,
};
const credentialsOf = ({ keys }: ReturnType<typeof signer>) =>
  createCredentials({
    _format_version: '3.0',
    services: [],
    upstreams: [],
    consumers: [{ username: 'sales', jwt_secrets: keys }],
  });

/** @returns whose token it is, or what is said of it. */
function judged(token: string, credentials: ReturnType<typeof credentialsOf>, at = new Date()) {
  const exchange: Exchange = {
    method: 'GET',
    headers: { authorization: `Bearer ${token}` },
    clientIp: '127.0.0.1',
    correlationId: '',
    consumer: undefined,
    bodyBytesMax: undefined,
    serviceHeaders: {},
    answerDefaults: {},
    answerHeaders: {},
  };
  const answer = jwt(exchange, config, credentials, at);
  return answer?.kind === 'refusal' ? answer.refusal.detail : exchange.consumer;
}

test('N6: a token that was good before is refused once it has expired, once its key is gone, and with other claims', () => {
  const sales = signer('sales-1');
  const credentials = credentialsOf(sales);
  const token = sales.token();
  for (const _time of [1, 2]) expect(judged(token, credentials)).toBe('sales');
  const later = new Date(Date.now() + 2 * 3_600_000);
  for (const _time of [1, 2]) expect(judged(token, credentials, later)).toContain('has expired');
  expect(judged(token, credentialsOf(signer('sales-2')))).toContain('not valid');
  const [head, , signature] = token.split('.');
  const others = Buffer.from(JSON.stringify({ sub: 'admin', exp: later.getTime() })).toString('base64url');
  expect(judged(`${head}.${others}.${signature}`, credentials)).toContain('not valid');
});
