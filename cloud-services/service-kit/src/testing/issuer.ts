/** Signs tokens as Sales and Customer do and publishes the key at a real address: `url` is `SALES_URL`, and `CUSTOMER_URL` too. */
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { customerAudience, customerIssuer } from '../auth/customer-tokens.ts';
import { endedSessionsPath } from '../auth/ended-sessions.ts';
import type { StaffRole } from '../auth/roles.ts';
import { tokenIssuer } from '../auth/tokens.ts';

export type TestIssuer = Readonly<{
  url: string;
  /** @param stores where a manager may look; without it, everywhere. */
  staffToken(roles?: readonly StaffRole[], id?: string, stores?: readonly string[]): Promise<string>;
  deviceToken(store: string, edge?: string, session?: number): Promise<string>;
  customerToken(id?: string): Promise<string>;
  /** Tokens that the person has by now are good for nothing. */
  endSessions(staffId: string): void;
  close(): Promise<void>;
}>;

/** @param told what else Sales would answer, by path. */
export async function testIssuer(told: Readonly<Record<string, unknown>> = {}): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const jwks = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA', kid: 'test', use: 'sig' }],
  });
  const ended: { staffId: string; goodFrom: number }[] = [];
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const own = request.url === endedSessionsPath ? { items: ended } : told[request.url ?? ''];
    response.end(own === undefined ? jwks : JSON.stringify(own));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the issuer has no port');
  const sign = (claims: Record<string, unknown>, audience: string, issuer = tokenIssuer) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: 'test' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('15 min')
      .sign(privateKey);
  return {
    url: `http://127.0.0.1:${address.port}`,
    staffToken: (roles = ['head-office'], id = '0193a000-0000-7000-8000-00000000aaaa', stores) =>
      sign({ sub: id, roles, ...(stores ? { stores } : {}) }, 'staff'),
    deviceToken: (store, edge = '0193a000-0000-7000-8000-00000000eeee', session = 1) =>
      sign({ edge, store, session }, 'device'),
    customerToken: (id = '0193a000-0000-7000-8000-00000000cccc') =>
      sign({ sub: id, sid: '0193a000-0000-7000-8000-00000000c5e5' }, customerAudience, customerIssuer),
    endSessions: (staffId) => void ended.push({ staffId, goodFrom: Math.floor(Date.now() / 1_000) + 1 }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
