/** The demo's PostgreSQL and Redis, and the mails and payments that are none. A real house has its own. */
import { sellerPostalAddress, taxRegistrations } from '../../demo/seller.ts';
import { serviceNames } from '../../system/instances.ts';
import { images } from '../images.ts';
import { fileOf, gatewayPort, type Places, passwordOf } from '../programs.ts';
import { allow, policy } from './network.ts';
import {
  containerSecurity,
  type KubernetesObject,
  labelsOf,
  object,
  podSecurity,
  resources,
  scratch,
  scratchMount,
  scriptMap,
  serviceFor,
} from './objects.ts';
import { podOf } from './programs.ts';

const numbers = { postgres: 5_432, redis: 6_379, provider: 8_090, carrier: 8_091, smtp: 2_525, mail: 8_025 };

export const demoPlaces: Places = {
  PUBLIC_GATEWAY_URL: `http://127.0.0.1:${gatewayPort}`,
  PUBLIC_SHOP_URL: 'http://127.0.0.1:8081',
  PUBLIC_HEADQUARTERS_URL: 'http://127.0.0.1:8082',
  PAYMENT_PROVIDER_URL: `http://provider:${numbers.provider}`,
  PAYMENT_PROVIDER_ORIGIN: `http://127.0.0.1:${numbers.provider}`,
  CARRIER_URL: `http://carrier:${numbers.carrier}`,
  TAX_REGISTRATIONS: JSON.stringify(taxRegistrations),
  SENDER_POSTAL_ADDRESS: sellerPostalAddress,
  SMTP_URL: `smtp://mail:${numbers.smtp}`,
  SMS_URL: `http://mail:${numbers.mail}/sms`,
  REDIS_URL: `redis://redis:${numbers.redis}`,
};

const databasesScript = 'postgres-databases';
const fromSecret = (secret: string, key: string, name = key) => ({
  name,
  valueFrom: { secretKeyRef: { name: secret, key } },
});
const listens = (name: string, containerPort: number) => ({ name, containerPort });
const ask = (...command: readonly string[]) => ({
  readinessProbe: { exec: { command }, periodSeconds: 5 },
  livenessProbe: { exec: { command }, periodSeconds: 10, failureThreshold: 6 },
});
/** PostgreSQL's image runs as user 999. */
const postgresUser = { ...podSecurity, runAsUser: 999, runAsGroup: 999, fsGroup: 999 };

const postgres = object('apps/v1', 'StatefulSet', 'postgres', {
  spec: {
    serviceName: 'postgres',
    replicas: 1,
    selector: { matchLabels: labelsOf('postgres') },
    template: {
      metadata: { labels: labelsOf('postgres') },
      spec: {
        automountServiceAccountToken: false,
        securityContext: postgresUser,
        containers: [
          {
            name: 'postgres',
            image: images.postgres,
            args: ['postgres', '-c', 'max_connections=200', '-c', 'shared_buffers=256MB'],
            env: ['POSTGRES_PASSWORD', ...serviceNames.map(passwordOf)].map((key) =>
              fromSecret('postgres', key),
            ),
            ports: [listens('postgres', numbers.postgres)],
            ...ask('pg_isready', '--host=127.0.0.1', '--username=postgres'),
            resources: resources('250m', '512Mi', '1Gi'),
            securityContext: containerSecurity,
            volumeMounts: [
              scratchMount,
              { name: 'socket', mountPath: '/var/run/postgresql' },
              { name: 'data', mountPath: '/var/lib/postgresql' },
              { name: 'databases', mountPath: '/docker-entrypoint-initdb.d', readOnly: true },
            ],
          },
        ],
        volumes: [
          scratch,
          { name: 'socket', emptyDir: {} },
          { name: 'databases', configMap: { name: databasesScript, defaultMode: 0o555 } },
        ],
      },
    },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      },
    ],
  },
});

const deployment = (name: string, container: Readonly<Record<string, unknown>>) =>
  object('apps/v1', 'Deployment', name, {
    spec: podOf(name, {
      containers: [{ name, securityContext: containerSecurity, volumeMounts: [scratchMount], ...container }],
      volumes: [scratch],
    }),
  });

const redis = deployment('redis', {
  image: images.redis,
  // Never evicts: a full Redis must refuse loudly, not drop events silently.
  args: [
    ...['redis-server', '--save', '', '--appendonly', 'no', '--dir', '/tmp'],
    ...['--maxmemory', '512mb', '--maxmemory-policy', 'noeviction'],
  ],
  ports: [listens('redis', numbers.redis)],
  ...ask('redis-cli', 'ping'),
  resources: resources('100m', '128Mi', '640Mi'),
});

const provider = deployment('provider', {
  image: images.comptoir,
  args: [fileOf('provider')],
  env: [
    { name: 'HOST', value: '0.0.0.0' },
    { name: 'PORT', value: String(numbers.provider) },
    fromSecret('order', 'PAYMENT_PROVIDER_SECRET', 'SECRET_KEY'),
    { name: 'WEBHOOK_URL', value: `http://gateway:${gatewayPort}/api/v1/orders/webhooks/local` },
    fromSecret('order', 'PAYMENT_WEBHOOK_SECRET', 'WEBHOOK_SECRET'),
    { name: 'STATE_FILE', value: '/tmp/provider.json' },
  ],
  ports: [listens('provider', numbers.provider)],
  resources: resources('20m', '96Mi', '256Mi'),
});

const carrier = deployment('carrier', {
  image: images.comptoir,
  args: [fileOf('carrier')],
  env: [
    { name: 'HOST', value: '0.0.0.0' },
    { name: 'PORT', value: String(numbers.carrier) },
    fromSecret('order', 'CARRIER_KEY', 'API_KEY'),
    {
      name: 'WEBHOOK_URL',
      value: `http://gateway:${gatewayPort}/api/v1/orders/webhooks/tracking/laurentien`,
    },
    fromSecret('order', 'CARRIER_WEBHOOK_SECRET', 'WEBHOOK_SECRET'),
    { name: 'STATE_FILE', value: '/tmp/carrier.jsonl' },
  ],
  ports: [listens('carrier', numbers.carrier)],
  resources: resources('20m', '96Mi', '256Mi'),
});

const mail = deployment('mail', {
  image: images.comptoir,
  args: [fileOf('mail')],
  env: [
    { name: 'HOST', value: '0.0.0.0' },
    { name: 'PORT', value: String(numbers.smtp) },
    { name: 'CONTROL_PORT', value: String(numbers.mail) },
  ],
  ports: [listens('smtp', numbers.smtp), listens('mail', numbers.mail)],
  resources: resources('20m', '96Mi', '256Mi'),
});

export const storeObjects: readonly KubernetesObject[] = [
  ...[postgres, redis, provider, carrier, mail],
  scriptMap(databasesScript, 'postgres/databases.sh'),
  serviceFor('postgres', { postgres: numbers.postgres }, true),
  serviceFor('redis', { redis: numbers.redis }, false),
  serviceFor('provider', { provider: numbers.provider }, false),
  serviceFor('carrier', { carrier: numbers.carrier }, false),
  serviceFor('mail', { smtp: numbers.smtp, mail: numbers.mail }, false),
  policy('postgres', [allow([...serviceNames, 'backups'], numbers.postgres)]),
  policy('redis', [allow([...serviceNames, 'gateway'], numbers.redis)]),
  // A shopper's browser is shown its page.
  policy('provider', [{ ports: [{ protocol: 'TCP', port: numbers.provider }] }]),
  // Whoever waits for a parcel is shown where it is.
  policy('carrier', [{ ports: [{ protocol: 'TCP', port: numbers.carrier }] }]),
  policy('mail', [
    allow(['sales', 'customer', 'order', 'reporting'], numbers.smtp),
    allow(['sales', 'customer', 'order', 'reporting'], numbers.mail),
  ]),
];
