/** Our programs on Kubernetes: for each a deployment, a name, and what it may lose at once. */
import { images } from '../images.ts';
import { interfacePort, type Program, port, type Value } from '../programs.ts';
import {
  containerSecurity,
  disruptionBudget,
  type KubernetesObject,
  labelsOf,
  object,
  podSecurity,
  resources,
  scratch,
  scratchMount,
  serviceFor,
} from './objects.ts';

/** The config map of an overlay with what differs from one installation to the next. */
export const placesName = 'places';
/** Made by cert-manager. */
export const certificateSecret = (name: string) => `${name}-tls`;
export const keysClaim = (name: string) => `${name}-keys`;
const identityFolder = '/tls';
const heap = '--max-old-space-size=256';

function variable(program: Program, name: string, value: Value) {
  if (value === 'identity') return { name, value: identityFolder };
  if (typeof value === 'string') return { name, value };
  if ('place' in value)
    return { name, valueFrom: { configMapKeyRef: { name: placesName, key: value.place } } };
  return { name, valueFrom: { secretKeyRef: { name: program.name, key: name } } };
}

const probe = (path: string, times: Readonly<Record<string, number>>) => ({
  httpGet: { path, port: 'http' },
  timeoutSeconds: 2,
  ...times,
});
export const probesAt = (alive: string, ready: string) => ({
  // Waits for a first start: migrations, and feeds that are read from the beginning.
  startupProbe: probe(ready, { periodSeconds: 2, failureThreshold: 60 }),
  readinessProbe: probe(ready, { periodSeconds: 5, failureThreshold: 2 }),
  livenessProbe: probe(alive, { periodSeconds: 10, failureThreshold: 6 }),
});

function containerOf(program: Program) {
  const { name, file, environment, isService, keys } = program;
  return {
    name,
    image: images.comptoir,
    args: [heap, file],
    env: Object.entries(environment).map(([key, value]) => variable(program, key, value)),
    ports: [
      { name: 'http', containerPort: port },
      ...(isService ? [{ name: 'interface', containerPort: interfacePort }] : []),
    ],
    ...probesAt('/healthz', '/readyz'),
    resources: resources('100m', '256Mi', '512Mi'),
    securityContext: containerSecurity,
    volumeMounts: [
      scratchMount,
      ...(isService ? [{ name: 'tls', mountPath: identityFolder, readOnly: true }] : []),
      ...(keys ? [{ name: 'keys', mountPath: keys }] : []),
    ],
  };
}

/** Pods that start at once wait for one another: a migration is claimed before it begins. */
const migrationOf = (program: Program) => ({
  name: 'migrate',
  image: images.comptoir,
  args: [program.file, '--migrate'],
  env: ['DATABASE_URL', 'LOG_LEVEL'].map((key) => variable(program, key, program.environment[key] ?? '')),
  resources: resources('100m', '256Mi', '512Mi'),
  securityContext: containerSecurity,
  volumeMounts: [scratchMount],
});

export const podOf = (app: string, spec: Readonly<Record<string, unknown>>) => ({
  selector: { matchLabels: labelsOf(app) },
  // What is there serves until the next one is ready.
  strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
  template: {
    metadata: { labels: labelsOf(app) },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: podSecurity,
      // Calls that are on their way end, and the last word of a deployment reaches whoever calls.
      terminationGracePeriodSeconds: 30,
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: labelsOf(app) },
        },
      ],
      ...spec,
    },
  },
});

export function objectsOf(program: Program): readonly KubernetesObject[] {
  const { name, isService, keys } = program;
  const secretVolume = { name: 'tls', secret: { secretName: certificateSecret(name) } };
  const keysVolume = { name: 'keys', persistentVolumeClaim: { claimName: keysClaim(name) } };
  return [
    object('apps/v1', 'Deployment', name, {
      spec: podOf(name, {
        ...(isService ? { initContainers: [migrationOf(program)] } : {}),
        containers: [containerOf(program)],
        volumes: [scratch, ...(isService ? [secretVolume] : []), ...(keys ? [keysVolume] : [])],
      }),
    }),
    serviceFor(name, isService ? { http: port, interface: interfacePort } : { http: port }, isService),
    disruptionBudget(name),
    ...(keys
      ? [
          object('v1', 'PersistentVolumeClaim', keysClaim(name), {
            // All its pods, wherever they run, sign with the same keys.
            spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '64Mi' } } },
          }),
        ]
      : []),
  ];
}
