/** Vendure, the peer of the shop: its server on the house's PostgreSQL, and a guest's calls of its shop API. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freshDatabase } from '../../cloud-services/service-kit/src/testing/fresh-database.ts';
import { freePort } from '../../scripts/system/ports.ts';
import { type Answer, type Caller, expectOk } from './caller.ts';
import { catalogueOf } from './catalogue.ts';
import { installed } from './installed.ts';

export const vendureVersion = '3.7.3';

/** @returns where its packages are. @throws Error when npm cannot have them. */
export const installVendure = () => installed(`@vendure/core@${vendureVersion}`, 'pg@8.16.3');

type Answered = Readonly<{ data?: Record<string, { __typename?: string }>; errors?: unknown }>;

/**
 * @param place of its packages.
 * @param postgres a superuser's address.
 * @param products how many of the real catalogue it sells.
 */
export async function openVendure(place: string, postgres: string, products: number, { call }: Caller) {
  const port = await freePort();
  const database = await freshDatabase(postgres);
  const catalogue = join(place, `catalogue-${process.pid}.json`);
  const rows = catalogueOf(products).map(({ sku, name, pricing }) => ({
    ...{ sku, name: name.fr, priceMinor: pricing.unitPriceMinor },
  }));
  await writeFile(catalogue, JSON.stringify(rows));
  const program = join(import.meta.dirname, 'vendure-process.mjs');
  const server = spawn(process.execPath, [program, place, String(port), database.url, catalogue], {
    // It writes a number of its own into the folder where it runs, and would tell its makers about itself.
    cwd: place,
    env: { ...process.env, NODE_ENV: 'production', VENDURE_DISABLE_TELEMETRY: 'true' },
    stdio: ['ignore', 'pipe', process.env.DEBUG ? 'inherit' : 'ignore'],
  });
  const close = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await ended;
    await Promise.all([database.drop(), rm(catalogue, { force: true })]);
  };
  const variants = await ready(server).catch(async (error) => {
    await close();
    throw error;
  });

  /** One guest: a session of theirs, and the order that is their cart. */
  function guest() {
    let token = '';
    async function ask(query: string): Promise<Answer> {
      const answer = await expectOk(
        call({
          method: 'POST',
          url: `http://127.0.0.1:${port}/shop-api`,
          body: { query },
          headers: token ? { authorization: `Bearer ${token}` } : {},
        }),
      );
      token ||= String(answer.headers['vendure-auth-token'] ?? '');
      const { data = {}, errors } = answer.json<Answered>();
      // What it refuses is a success to HTTP.
      if (errors || Object.values(data).some(({ __typename }) => __typename !== 'Order'))
        throw new Error(`Vendure: ${answer.body.slice(0, 500)}`);
      return answer;
    }
    return {
      add: (at: number) =>
        ask(`mutation { addItemToOrder(productVariantId: "${variants[at % variants.length]}", quantity: 1)
          { __typename ... on Order { id code totalQuantity totalWithTax lines { id quantity linePriceWithTax } } } }`),
      /** In as few requests as its API allows. */
      async buy(email: string): Promise<void> {
        await ask(`mutation {
          setCustomerForOrder(input: { firstName: "Ana", lastName: "Tremblay", emailAddress: "${email}" }) { __typename }
          setOrderShippingAddress(input: { fullName: "Ana Tremblay", streetLine1: "4200, rue Saint-Denis",
            city: "Montréal", province: "QC", postalCode: "H2X 1Y4", countryCode: "CA" }) { __typename }
          setOrderShippingMethod(shippingMethodId: ["1"]) { __typename }
          transitionOrderToState(state: "ArrangingPayment") { __typename } }`);
        await ask(`mutation { addPaymentToOrder(input: { method: "card", metadata: {} })
          { __typename ... on Order { code state totalWithTax } } }`);
      },
    };
  }
  return { guest, close };
}

/** @returns the identifiers of what it sells, once it answers. */
async function ready(server: ChildProcess): Promise<readonly string[]> {
  if (!server.stdout) throw new Error('its output is piped');
  for await (const line of createInterface({ input: server.stdout })) {
    if (!line.startsWith('{"ready"')) continue;
    server.stdout.resume(); // What it warns of later must not fill the pipe.
    return (JSON.parse(line) as { ready: string[] }).ready;
  }
  throw new Error('Vendure ended before it was ready');
}
