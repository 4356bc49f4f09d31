/** compose.yaml: a whole cloud on one machine, to try it or for a small shop. */
import { sellerPostalAddress, taxRegistrations } from '../demo/seller.ts';
import { lifeSeconds, programIdentities } from '../system/certificates/house-certificates.ts';
import { serviceNames } from '../system/instances.ts';
import { kongEnvironment, kongPlace, placeFile, renderArguments } from './gateway.ts';
import { images } from './images.ts';
import {
  fileOf,
  gatewayPort,
  type Places,
  type Program,
  passwordOf,
  port,
  programs,
  statusPort,
  type Value,
} from './programs.ts';

/** As a browser on this machine sees them, and programs on its network. */
const shopPort = 8081;
const headquartersPort = 8082;
const providerPort = 8090;
const carrierPort = 8091;
const mailPorts = { smtp: 2525, control: 8025 };
const places: Places = {
  // Browsers take every name below `localhost` for this machine; here the network knows it too.
  PUBLIC_GATEWAY_URL: `http://gateway.localhost:${gatewayPort}`,
  PUBLIC_SHOP_URL: `http://127.0.0.1:${shopPort}`,
  PUBLIC_HEADQUARTERS_URL: `http://127.0.0.1:${headquartersPort}`,
  PAYMENT_PROVIDER_URL: `http://provider:${providerPort}`,
  PAYMENT_PROVIDER_ORIGIN: `http://127.0.0.1:${providerPort}`,
  CARRIER_URL: `http://carrier:${carrierPort}`,
  TAX_REGISTRATIONS: JSON.stringify(taxRegistrations),
  SENDER_POSTAL_ADDRESS: sellerPostalAddress,
  SMTP_URL: `smtp://mail:${mailPorts.smtp}`,
  SMS_URL: `http://mail:${mailPorts.control}/sms`,
  REDIS_URL: 'redis://redis:6379',
};
/** Stops, with a sentence, where `.env` does not say it. */
const demand = (name: string) => `\${${name}:?see docs/deploy.md}`;
const demanded = (text: string) => text.replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => demand(name));

function valueFor(program: Program, value: Value): string {
  if (value === 'identity') return `/tls/${program.name}.json`;
  if (typeof value === 'string') return value;
  return 'place' in value ? places[value.place] : demanded(value.secret);
}

/** Nobody is root, writes beside its volumes, or gains what it had not. */
const guarded = {
  restart: 'unless-stopped',
  init: true,
  read_only: true,
  tmpfs: ['/tmp'],
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
};
const ours = { image: images.comptoir, ...guarded, mem_limit: '512m' };
const heap = '--max-old-space-size=256';
const answers = (address: string) => ({
  test: [
    'CMD',
    'node',
    '-e',
    `fetch('${address}').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`,
  ],
  ...{ interval: '5s', timeout: '3s', retries: 12, start_period: '20s' },
});
const healthy = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { condition: 'service_healthy' }]));
/** For this machine's browsers alone: whoever opens it to others puts TLS before it. */
const published = (outside: number, inside = outside) => [`127.0.0.1:${outside}:${inside}`];
const publishedPort: Readonly<Record<string, number>> = {
  storefront: shopPort,
  headquarters: headquartersPort,
};

function containerOf(program: Program) {
  const { name, file, environment, isService, keys } = program;
  const outside = publishedPort[name];
  return {
    ...ours,
    command: [heap, file],
    environment: Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, valueFor(program, value)]),
    ),
    volumes: [...(isService ? ['tls:/tls:ro'] : []), ...(keys ? [`${name}-keys:${keys}`] : [])],
    ...(outside ? { ports: published(outside, port) } : {}),
    healthcheck: answers(`http://127.0.0.1:${port}/readyz`),
    depends_on: isService
      ? {
          ...healthy('postgres', 'redis', 'certificates'),
          [`${name}-migrate`]: { condition: 'service_completed_successfully' },
        }
      : healthy('gateway'),
  };
}

const migrationOf = (program: Program) => ({
  ...ours,
  restart: 'on-failure',
  command: [program.file, '--migrate'],
  environment: {
    DATABASE_URL: valueFor(program, program.environment.DATABASE_URL ?? ''),
    LOG_LEVEL: 'info',
  },
  depends_on: healthy('postgres'),
});

const certificates = {
  ...ours,
  command: [heap, fileOf('certificates')],
  environment: {
    CERTIFICATES_DIR: '/tls',
    CERTIFICATE_IDENTITIES: programIdentities.join(','),
    CERTIFICATE_SECONDS: String(lifeSeconds),
  },
  volumes: ['tls:/tls'],
  // The last one that is made.
  healthcheck: { ...answers(''), test: ['CMD', 'test', '-s', `/tls/${programIdentities.at(-1)}.json`] },
};

const gateway = {
  kongRender: {
    ...ours,
    command: [heap, ...renderArguments],
    configs: [{ source: 'kong-place', target: placeFile }],
    volumes: ['tls:/tls:ro', 'kong:/kong'],
    // Whoever signs is asked for keys at once.
    depends_on: healthy('certificates', 'sales', 'customer'),
  },
  gateway: {
    ...guarded,
    image: images.kong,
    user: '1000:1000',
    entrypoint: ['/comptoir/start.sh'],
    environment: kongEnvironment,
    volumes: ['kong:/kong:ro', './kong/start.sh:/comptoir/start.sh:ro'],
    networks: { default: { aliases: ['gateway.localhost'] } },
    ports: published(gatewayPort),
    healthcheck: { ...answers(''), test: ['CMD', 'kong', 'health'] },
    depends_on: { kongRender: { condition: 'service_started' } },
  },
};

const stores = {
  postgres: {
    image: images.postgres,
    restart: 'unless-stopped',
    shm_size: '256m',
    command: ['postgres', '-c', 'max_connections=200', '-c', 'shared_buffers=256MB'],
    environment: {
      POSTGRES_PASSWORD: demand('POSTGRES_PASSWORD'),
      ...Object.fromEntries(serviceNames.map((name) => [passwordOf(name), demand(passwordOf(name))])),
    },
    volumes: [
      'postgres:/var/lib/postgresql',
      './postgres/databases.sh:/docker-entrypoint-initdb.d/databases.sh:ro',
    ],
    // Over TCP: the server that runs the script above listens at its socket alone.
    healthcheck: { ...answers(''), test: ['CMD', 'pg_isready', '--host=127.0.0.1', '--username=postgres'] },
  },
  redis: {
    image: images.redis,
    restart: 'unless-stopped',
    // Never evicts: a full Redis must refuse loudly, not drop events silently.
    command: [
      ...['redis-server', '--save', '', '--appendonly', 'no'],
      ...['--maxmemory', '512mb', '--maxmemory-policy', 'noeviction'],
    ],
    healthcheck: { ...answers(''), test: ['CMD', 'redis-cli', 'ping'] },
  },
};

const outsideWorld = {
  provider: {
    ...ours,
    command: [heap, fileOf('provider')],
    environment: {
      HOST: '0.0.0.0',
      PORT: String(providerPort),
      SECRET_KEY: demand('PAYMENT_PROVIDER_SECRET'),
      WEBHOOK_URL: `http://gateway:${gatewayPort}/api/v1/orders/webhooks/local`,
      WEBHOOK_SECRET: demand('PAYMENT_WEBHOOK_SECRET'),
      STATE_FILE: '/state/provider.json',
    },
    volumes: ['provider:/state'],
    ports: published(providerPort),
  },
  carrier: {
    ...ours,
    command: [heap, fileOf('carrier')],
    environment: {
      HOST: '0.0.0.0',
      PORT: String(carrierPort),
      API_KEY: demand('CARRIER_KEY'),
      WEBHOOK_URL: `http://gateway:${gatewayPort}/api/v1/orders/webhooks/tracking/laurentien`,
      WEBHOOK_SECRET: demand('CARRIER_WEBHOOK_SECRET'),
      STATE_FILE: '/state/carrier.jsonl',
    },
    volumes: ['carrier:/state'],
    ports: published(carrierPort),
  },
  mail: {
    ...ours,
    command: [heap, fileOf('mail')],
    environment: {
      HOST: '0.0.0.0',
      PORT: String(mailPorts.smtp),
      CONTROL_PORT: String(mailPorts.control),
    },
    ports: published(mailPorts.control),
  },
};

const watching = {
  prometheus: {
    image: images.prometheus,
    restart: 'unless-stopped',
    command: [
      ...['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'],
      '--storage.tsdb.retention.time=15d',
    ],
    configs: ['services', 'gateway', 'edges', 'alertmanagers'].map((name) => ({
      source: `prometheus-${name}`,
      target: `/etc/prometheus/${name}.json`,
    })),
    volumes: [
      '../grafana/prometheus.yml:/etc/prometheus/prometheus.yml:ro',
      '../grafana/rules:/etc/prometheus/rules:ro',
      'prometheus:/prometheus',
    ],
  },
  alertmanager: {
    image: images.alertmanager,
    restart: 'unless-stopped',
    command: ['--config.file=/etc/alertmanager/alertmanager.yml', '--storage.path=/alertmanager'],
    configs: [{ source: 'alertmanager', target: '/etc/alertmanager/alertmanager.yml' }],
    volumes: [
      '../grafana/alertmanager/mail.tmpl:/etc/alertmanager/mail.tmpl:ro',
      'alertmanager:/alertmanager',
    ],
  },
  grafana: {
    image: images.grafana,
    restart: 'unless-stopped',
    environment: {
      GF_SECURITY_ADMIN_PASSWORD: demand('GRAFANA_PASSWORD'),
      COMPTOIR_PROMETHEUS: 'http://prometheus:9090',
      COMPTOIR_DASHBOARDS: '/dashboards',
    },
    volumes: [
      '../grafana/provisioning:/etc/grafana/provisioning:ro',
      '../grafana/dashboards:/dashboards:ro',
      'grafana:/var/lib/grafana',
    ],
    ports: published(3000),
  },
};

/** What scripts/up writes beside prometheus.yml. */
const scraped = (target: string, labels: Readonly<Record<string, string>>) => ({ targets: [target], labels });
const json = (value: unknown) => ({ content: `${JSON.stringify(value, null, 2)}\n` });

/** @param alertmanagerFile what grafana/alertmanager/alertmanager.yml holds. */
export function compose(alertmanagerFile: string) {
  const secrets = {
    demoApplicationKey: demand('DEMO_APPLICATION_KEY'),
    storefrontKey: demand('STOREFRONT_KEY'),
    gatewayKey: demand('GATEWAY_KEY'),
  };
  const origins = [
    places.PUBLIC_HEADQUARTERS_URL,
    places.PUBLIC_HEADQUARTERS_URL.replace('127.0.0.1', 'localhost'),
  ] as const;
  const withDatabase = programs.filter(({ isService }) => isService);
  return {
    name: 'comptoir',
    services: {
      ...stores,
      certificates,
      ...Object.fromEntries(withDatabase.map((one) => [`${one.name}-migrate`, migrationOf(one)])),
      ...Object.fromEntries(programs.map((one) => [one.name, containerOf(one)])),
      ...gateway,
      ...outsideWorld,
      ...watching,
    },
    volumes: Object.fromEntries(
      [
        ...['postgres', 'tls', 'kong', 'provider', 'carrier', 'prometheus', 'alertmanager', 'grafana'],
        ...programs.flatMap(({ name, keys }) => (keys ? [`${name}-keys`] : [])),
      ].map((name) => [name, {}]),
    ),
    configs: {
      'kong-place': json(
        kongPlace(secrets, origins, { gateway: '/tls/gateway.json', keeper: '/tls/keeper.json' }),
      ),
      'prometheus-services': json(
        serviceNames.map((service) => scraped(`${service}:${port}`, { service, instance_name: service })),
      ),
      'prometheus-gateway': json([
        scraped(`gateway:${statusPort}`, { instance_name: 'gateway', __metrics_path__: '/metrics' }),
      ]),
      // Stores stand elsewhere: whoever can reach their servers adds them here.
      'prometheus-edges': json([]),
      'prometheus-alertmanagers': json([{ targets: ['alertmanager:9093'] }]),
      alertmanager: {
        // To compose a dollar begins a variable.
        content: alertmanagerFile
          .replace('smtp_smarthost: localhost:25', `smtp_smarthost: mail:${mailPorts.smtp}`)
          .replaceAll('$', '$$$$'),
      },
    },
  };
}
