/** Programs of a house meet by certificates alone: who shows none, another's or an old one, is refused, and so is who may not call. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createNeighbours, NeighbourSilent } from '@comptoir/service-kit/neighbours/neighbour';
import { type Calling, callingAs } from '@comptoir/service-kit/tls/house-fetch';
import { type Identity, openIdentity } from '@comptoir/service-kit/tls/identity';
import { type IdentityFile, readIdentity } from '@comptoir/service-kit/tls/identity-file';
import { createMutualServer } from '@comptoir/service-kit/tls/mutual-server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { readWhole, writeWhole } from '../home.ts';
import { identityPath, keepCertificates } from './keep-certificates.ts';

const directory = mkdtempSync(join(tmpdir(), 'comptoir-tls-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'comptoir-tls-'));
const identities = ['product', 'inventory', 'cart', 'customer', 'gateway', 'keeper'];
const lifeSeconds = 3_600;
const place = { directory, identities, lifeSeconds };
const now = new Date();
/** So that more than half of the first certificates' life is over now. */
const begun = new Date(now.getTime() - 40 * 60_000);

const warnings: object[] = [];
const logger = {
  debug: () => {},
  info: () => {},
  error: () => {},
  warn: (fields: object) => warnings.push(fields),
};
const opened: Identity[] = [];
const calling: Calling[] = [];
const servers: Server[] = [];

function identity(name: string, from = directory): Identity {
  const made = openIdentity(identityPath(from, name), logger);
  opened.push(made);
  return made;
}

function callAs(name: string, from = directory): Calling {
  const made = callingAs(identity(name, from));
  calling.push(made);
  return made;
}

const fetchAs = (name: string, from = directory): typeof fetch => callAs(name, from).fetch;

/** As a service calls a neighbour. @returns what came back. */
function callNeighbour({ dispatcherNow }: Calling, url: string): Promise<string> {
  const circuit = () => ({ restMs: () => 0, run: <T>(work: () => Promise<T>) => work() });
  const neighbour = createNeighbours(circuit, dispatcherNow)('product', [url]);
  return neighbour.call(z.string(), '/internal/feeds/catalogue');
}

async function serve(shown: Identity): Promise<string> {
  const server = createMutualServer(shown, logger, {}, (asked, answer) =>
    answer.end(JSON.stringify(`${shown.name} ${asked.url}`)),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** @returns the certificate of the service, in PEM. */
function shownTo(name: string): Promise<string> {
  const own = readWhole<IdentityFile>(identityPath(directory, name));
  if (!own) throw new Error(`${name} has no certificate`);
  const { authorities: ca, certificate: cert, key } = own;
  return new Promise((resolve, reject) => {
    request(`${product}/api/v1/products`, { ca, cert, key, agent: false }, (answer) => {
      if (answer.socket instanceof TLSSocket)
        resolve(answer.socket.getPeerX509Certificate()?.toString() ?? '');
      answer.resume();
    })
      .once('error', reject)
      .end();
  });
}

let product: string;
beforeAll(async () => {
  keepCertificates(place, begun);
  keepCertificates({ ...place, directory: elsewhere }, now);
  product = await serve(identity('product'));
});
afterAll(async () => {
  for (const one of opened) one.close();
  await Promise.all(calling.map((one) => one.close()));
  for (const server of servers) server.close();
  rmSync(directory, { recursive: true });
  rmSync(elsewhere, { recursive: true });
});

test('N6: a service answers who may call it', async () => {
  const answer = await fetchAs('cart')(`${product}/internal/feeds/catalogue`);
  const said = 'product /internal/feeds/catalogue';
  expect([answer.status, await answer.json()]).toEqual([200, said]);
  expect(await callNeighbour(callAs('cart'), product)).toBe(said);
});

test('N6: the gateway reaches the public interface, and nothing that services ask of one another', async () => {
  const gateway = fetchAs('gateway');
  expect((await gateway(`${product}/api/v1/products`)).status).toBe(200);
  for (const path of ['/internal/feeds/catalogue', '/metrics', '/internal/events?x=/api/']) {
    const answer = await gateway(`${product}${path}`);
    expect(answer.status, path).toBe(403);
    expect(await answer.json()).toMatchObject({ type: '/problems/caller-not-allowed' });
  }
});

test('N6: a service opens a connection to another by the session of the one before, however long ago that was', async () => {
  setFlagsFromString('--expose-gc');
  const collectMemory: () => void = runInNewContext('gc');
  const url = await serve(identity('product'));
  const reused: boolean[] = [];
  servers.at(-1)?.on('secureConnection', (socket: TLSSocket) => reused.push(socket.isSessionReused()));
  const { dispatcherNow } = callAs('cart');
  for (let n = 0; n < 4; n += 1) {
    const answer = await dispatcherNow().request({
      ...{ origin: url, method: 'GET', path: '/internal/feeds/catalogue' },
      // The last of its connection.
      reset: true,
    });
    await answer.body.dump();
    collectMemory();
  }
  expect(reused).toEqual([false, true, true, true]);
});

describe('N6: refused is', () => {
  test('a program of the house that may not call here, and it is said in the log', async () => {
    await expect(shownTo('inventory')).rejects.toThrow();
    expect(warnings).toContainEqual({ caller: 'inventory' });
  });

  test('a program of another house', async () => {
    await expect(fetchAs('cart', elsewhere)(`${product}/api/v1/products`)).rejects.toThrow();
  });

  test('who shows no certificate, and who does not speak TLS', async () => {
    const bare = new Promise((resolve, reject) =>
      request(`${product}/api/v1/products`, { rejectUnauthorized: false }, resolve)
        .once('error', reject)
        .end(),
    );
    await expect(bare).rejects.toThrow();
    await expect(fetch(product.replace('https', 'http'))).rejects.toThrow();
  });

  test('an answer of a program that is not called: a stolen port is not enough', async () => {
    const impostor = await serve(identity('customer'));
    await expect(fetchAs('inventory')(`${impostor}/internal/feeds/catalogue`)).rejects.toThrow();
    await expect(callNeighbour(callAs('inventory'), impostor)).rejects.toThrow(NeighbourSilent);
  });

  test('a certificate that has ended', async () => {
    const ended = { directory: join(directory, 'ended'), identities: ['cart'], lifeSeconds: 60 };
    writeWholeAt(ended.directory);
    keepCertificates(ended, new Date(now.getTime() - 120_000));
    await expect(fetchAs('cart', ended.directory)(`${product}/api/v1/products`)).rejects.toThrow();
  });
});

/** The same authority for another folder of certificates. */
function writeWholeAt(folder: string): void {
  keepCertificates({ directory: folder, identities: [], lifeSeconds }, now);
  writeWhole(join(folder, 'authority.json'), readWhole(join(directory, 'authority.json')));
}

test('N6: a certificate is renewed when half of its life is over, and used from the next connection on; no call is lost', async () => {
  const asCart = callAs('cart');
  const cart = asCart.fetch;
  const before = readWhole<IdentityFile>(identityPath(directory, 'product'))?.certificate;
  expect(keepCertificates(place, new Date(begun.getTime() + 60_000))).toEqual([]);
  expect(keepCertificates(place, now)).toEqual(identities);
  await vi.waitFor(
    async () => {
      expect((await cart(`${product}/api/v1/products`)).status).toBe(200);
      await callNeighbour(asCart, product);
      expect((await shownTo('cart')).trim()).not.toBe(before?.trim());
    },
    { timeout: 10_000, interval: 100 },
  );
});

test('N5: a certificate may also be the folder of a Kubernetes secret, whose three files change at once', () => {
  const folder = join(elsewhere, 'secret');
  const put = (version: string, who: string) => {
    const { authorities, certificate, key } = readIdentity(identityPath(directory, who));
    const files = { 'ca.crt': authorities, 'tls.crt': certificate, 'tls.key': key };
    mkdirSync(join(folder, version), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, version, name), text);
    symlinkSync(version, join(folder, 'new'));
    renameSync(join(folder, 'new'), join(folder, '..data'));
  };
  put('..1', 'product');
  for (const name of ['ca.crt', 'tls.crt', 'tls.key']) symlinkSync(`..data/${name}`, join(folder, name));
  expect(readIdentity(folder)).toEqual(readIdentity(identityPath(directory, 'product')));
  put('..2', 'cart');
  expect(readIdentity(folder)).toEqual(readIdentity(identityPath(directory, 'cart')));
});
