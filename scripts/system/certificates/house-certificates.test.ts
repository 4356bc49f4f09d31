/** Who is given an address is who may call there, and nobody else. */
import { isCaller } from '@comptoir/service-kit/tls/who-may-call';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { homeFrom } from '../home.ts';
import { type House, instancesOf, secretNames } from '../house.ts';
import { serviceNames } from '../instances.ts';
import { portsFrom } from '../ports.ts';
import type { services as plannedServices } from '../processes/services.ts';
import { mutualPort } from './house-certificates.ts';

let services: typeof plannedServices;
beforeAll(async () => {
  vi.resetModules();
  // No build is needed to know with what environment a process is started.
  vi.doMock('../processes/node-process.ts', () => ({
    nodeProcess: (name: string, { program, env }: { program: string; env: object }) => ({
      name,
      program,
      env,
    }),
  }));
  ({ services } = await import('../processes/services.ts'));
});
afterAll(() => {
  vi.doUnmock('../processes/node-process.ts');
  vi.resetModules();
});

test('N6: a service is given the addresses of those whom it may call', () => {
  const ports = portsFrom(20_000);
  const secrets = Object.fromEntries(secretNames.map((name) => [name, 'x']));
  const house: House = { home: homeFrom('/tmp/none'), ports, secrets };
  const byPort = new Map(
    serviceNames.flatMap((name) => instancesOf(name).map((one) => [String(mutualPort(ports, one)), name])),
  );
  const given = services(house).flatMap((process) => {
    const { program, env } = process as unknown as { program: string; env: Record<string, string> };
    const texts = Object.values(env).join(' ');
    return [...texts.matchAll(/https:\/\/127\.0\.0\.1:(\d+)/g)].map(([, port = '']) => ({
      caller: program,
      service: byPort.get(port) ?? port,
    }));
  });
  expect(given.length).toBeGreaterThan(10);
  const refused = given.filter(({ caller, service }) => caller !== service && !isCaller(caller, service));
  expect(refused).toEqual([]);
});
