/** What run.json says of this house, as far as it is known; the supervisor adds the pids. */
import { mutualAddress } from './certificates/house-certificates.ts';
import { readWhole } from './home.ts';
import { addressOf, type House, redisUrlOf, secretOf, serviceInstances } from './house.ts';
import type { PlannedProcess } from './plan.ts';
import type { PortName } from './ports.ts';
import type { DemoFile, Run } from './run-file.ts';
import { simulatorAddresses } from './simulators.ts';
import { storesUrl } from './stores-place.ts';
import { traceRatio } from './traces.ts';

export function describe(
  house: House,
  pairingCodes: Readonly<Record<string, string>>,
  watching: readonly PlannedProcess[] = [],
): Omit<Run, 'pids'> {
  const { home, ports, secrets } = house;
  const address = (name: Parameters<typeof addressOf>[1]) => addressOf(ports, name);
  const admin = { login: 'admin', password: secretOf(secrets, 'admin') };
  const made = readWhole<DemoFile>(home.demo);
  const { staff = [], ...demo } = made ?? {};
  return {
    gateway: address('gateway'),
    edge: address('edge'),
    terminal: `${address('edge')}/`,
    headquarters: address('headquarters'),
    docs: `${address('headquarters')}/api-docs/`,
    devices: address('devices'),
    mail: address('mail'),
    backOffice: `${address('edge')}/back-office/`,
    storefront: address('storefront'),
    provider: address('provider'),
    carrier: address('carrier'),
    wan: address('wanControl'),
    simulators: simulatorAddresses(ports),
    customerDisplay: `${address('edge')}/customer-display`,
    services: Object.fromEntries(serviceInstances.map((name) => [name, address(name)])),
    interfaces: Object.fromEntries(serviceInstances.map((name) => [name, mutualAddress(ports, name)])),
    ...Object.fromEntries(watching.map(({ name }) => [name, addressOf(ports, name as PortName)])),
    ...(traceRatio() > 0 ? { traces: address('traces') } : {}),
    postgres: storesUrl(house),
    redis: redisUrlOf(house),
    demo: {
      apiKey: secretOf(secrets, 'demoApplicationKey'),
      admin,
      ...demo,
      staff: [...staff, { name: 'Administration', role: 'head-office', ...admin }],
      pairingCodes,
    },
  };
}
