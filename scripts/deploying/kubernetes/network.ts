/** Who reaches whom: on the network what `who-may-call.ts` says of certificates. Nobody else is let in anywhere. */
import { isCaller } from '@comptoir/service-kit/tls/who-may-call';
import { type ServiceName, serviceNames } from '../../system/instances.ts';
import { gatewayPort, interfacePort, port, programs, statusPort } from '../programs.ts';
import { type KubernetesObject, labelsOf, object } from './objects.ts';

/** `keeper`: pods of whoever looks after the house carry its name; what renders the gateway's file is in the gateway's pod. */
const callers = [...serviceNames, 'gateway', 'keeper'];
export const callersOf = (service: ServiceName): readonly string[] => [
  ...new Set(
    callers
      .filter((caller) => isCaller(caller, service))
      .flatMap((caller) => (caller === 'keeper' ? ['gateway', 'keeper'] : [caller])),
  ),
];

const pods = (...apps: readonly string[]) =>
  apps.map((app) => ({ podSelector: { matchLabels: labelsOf(app) } }));
const tcp = (...ports: readonly number[]) => ports.map((number) => ({ protocol: 'TCP', port: number }));
/** Prometheus: whatever its cluster runs in that namespace. */
const monitoring = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
};

export const policy = (app: string, ingress: readonly object[]): KubernetesObject =>
  object('networking.k8s.io/v1', 'NetworkPolicy', app, {
    spec: { podSelector: { matchLabels: labelsOf(app) }, policyTypes: ['Ingress'], ingress },
  });
export const allow = (apps: readonly string[], number: number) => ({
  from: pods(...apps),
  ports: tcp(number),
});

const nobody = object('networking.k8s.io/v1', 'NetworkPolicy', 'nobody', {
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
});

export const networkObjects: readonly KubernetesObject[] = [
  nobody,
  ...serviceNames.map((service) =>
    policy(service, [allow(callersOf(service), interfacePort), { from: [monitoring], ports: tcp(port) }]),
  ),
  // What the world sees, through whatever ends TLS before it.
  policy('gateway', [{ ports: tcp(gatewayPort) }, { from: [monitoring], ports: tcp(statusPort) }]),
  ...programs.filter(({ isService }) => !isService).map(({ name }) => policy(name, [{ ports: tcp(port) }])),
];
