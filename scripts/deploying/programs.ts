/** Which of our programs run in the cloud, and with what environment: compose and Kubernetes are both written from this. */
import { join } from 'node:path/posix';
import { type ProgramName, processEntries } from '../building/entries.ts';
import { type ServiceName, serviceNames } from '../system/instances.ts';

/** Where each program that is built runs. */
export const runsAt = {
  ...{ product: 'cloud', inventory: 'cloud', sales: 'cloud', customer: 'cloud', cart: 'cloud' },
  ...{ order: 'cloud', reporting: 'cloud', headquarters: 'cloud', storefront: 'cloud' },
  // Beside Kong, which runs in the place of our own gateway.
  ...{ kongRender: 'cloud', gateway: 'house' },
  // Compose has them too; on Kubernetes cert-manager issues certificates, and mails, payments and parcels are real.
  ...{ certificates: 'compose', mail: 'compose', provider: 'compose', carrier: 'compose' },
  ...{ edge: 'store', launcher: 'store', printer: 'store', paymentTerminal: 'store', scanner: 'store' },
  ...{ scale: 'store', customerDisplay: 'store', labelPrinter: 'store', caisseAp: 'store' },
  ...{ devices: 'house', wan: 'house', supervisor: 'house', backups: 'house', wal: 'house' },
  traces: 'house',
  verifyArchive: 'command',
} as const satisfies Record<ProgramName, 'cloud' | 'compose' | 'store' | 'house' | 'command'>;

/** What differs from one installation to the next, and is no secret. */
export type PlaceName =
  | 'PUBLIC_GATEWAY_URL'
  | 'PUBLIC_SHOP_URL'
  | 'PUBLIC_HEADQUARTERS_URL'
  | 'PAYMENT_PROVIDER_URL'
  | 'PAYMENT_PROVIDER_ORIGIN'
  | 'CARRIER_URL'
  | 'TAX_REGISTRATIONS'
  | 'SENDER_POSTAL_ADDRESS'
  | 'SMTP_URL'
  | 'SMS_URL'
  | 'REDIS_URL';
export type Places = Readonly<Record<PlaceName, string>>;

export type Value =
  | string
  | Readonly<{ place: PlaceName }>
  /** As compose puts it together from its `.env`; on Kubernetes the program's own secret has it, by the variable's name. */
  | Readonly<{ secret: string }>
  /** Path of this program's certificate. */
  | 'identity';

export interface Program {
  readonly name: ProgramName;
  /** Path in the image. */
  readonly file: string;
  readonly environment: Readonly<Record<string, Value>>;
  /** Has a certificate, and a database. */
  readonly isService: boolean;
  /** Where it keeps keys of its own. */
  readonly keys?: string;
}

/** Health and figures; of web apps everything. */
export const port = 8080;
/** A service's interface, for programs with a certificate. */
export const interfacePort = 8443;
export const gatewayPort = 8000;
/** Kong's own health and figures. */
export const statusPort = 8100;

export const fileOf = (name: ProgramName): string =>
  join(processEntries[name].package, 'dist', processEntries[name].output);

/** As compose reads it from its `.env`. */
const fromDotEnv = (name: string) => `\${${name}}`;

const place = (name: PlaceName) => ({ place: name });
const secret = (text: string) => ({ secret: text });
const listening = { HOST: '0.0.0.0', PORT: String(port), LOG_LEVEL: 'info' };
export const interfaceOf = (service: string) => `https://${service}:${interfacePort}`;
export const passwordOf = (service: ServiceName) => `${service.toUpperCase()}_PASSWORD`;

const neighbours = (...names: readonly ServiceName[]) =>
  Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_URL`, interfaceOf(name)]));
const gatewayKey = { GATEWAY_KEY: secret(fromDotEnv('GATEWAY_KEY')) };
const notifying = {
  SMTP_URL: place('SMTP_URL'),
  SMS_URL: place('SMS_URL'),
};
const shop = { PUBLIC_SHOP_URL: place('PUBLIC_SHOP_URL') };
const keysFolder = '/keys';

const own: Readonly<Record<ServiceName, Readonly<Record<string, Value>>>> = {
  product: neighbours('inventory', 'order'),
  inventory: { ...neighbours('order'), ...gatewayKey },
  sales: {
    ...notifying,
    PUBLIC_GATEWAY_URL: place('PUBLIC_GATEWAY_URL'),
    KEYS_DIR: keysFolder,
    BOOTSTRAP_ADMIN_PASSWORD: secret(fromDotEnv('ADMIN_PASSWORD')),
    ...gatewayKey,
  },
  customer: {
    ...{ ...notifying, ...shop, ...neighbours('product', 'cart', 'order'), KEYS_DIR: keysFolder },
    SENDER_POSTAL_ADDRESS: place('SENDER_POSTAL_ADDRESS'),
  },
  cart: {
    ...neighbours('product', 'inventory', 'customer', 'order'),
    HOLD_SECONDS: '0',
    REMINDER_AFTER_MINUTES: '240',
  },
  order: {
    ...notifying,
    ...shop,
    ...neighbours('product', 'inventory', 'customer', 'cart'),
    PAYMENT_PROVIDER_URL: place('PAYMENT_PROVIDER_URL'),
    PAYMENT_PROVIDER_SECRET: secret(fromDotEnv('PAYMENT_PROVIDER_SECRET')),
    PAYMENT_WEBHOOK_SECRET: secret(fromDotEnv('PAYMENT_WEBHOOK_SECRET')),
    CARRIER_URL: place('CARRIER_URL'),
    CARRIER_KEY: secret(fromDotEnv('CARRIER_KEY')),
    CARRIER_WEBHOOK_SECRET: secret(fromDotEnv('CARRIER_WEBHOOK_SECRET')),
    TAX_REGISTRATIONS: place('TAX_REGISTRATIONS'),
  },
  reporting: {
    ...notifying,
    ...neighbours('product', 'inventory', 'order', 'customer'),
    PUBLIC_GATEWAY_URL: place('PUBLIC_GATEWAY_URL'),
    PUBLIC_HEADQUARTERS_URL: place('PUBLIC_HEADQUARTERS_URL'),
  },
};

const service = (name: ServiceName): Program => ({
  name,
  file: fileOf(name),
  isService: true,
  environment: {
    ...listening,
    TLS_PORT: String(interfacePort),
    TLS_IDENTITY: 'identity',
    DATABASE_URL: secret(`postgres://${name}:${fromDotEnv(passwordOf(name))}@postgres:5432/${name}`),
    REDIS_URL: place('REDIS_URL'),
    ...neighbours('sales'),
    ...own[name],
  },
  ...(own[name]?.KEYS_DIR ? { keys: keysFolder } : {}),
});

const headquarters: Program = {
  name: 'headquarters',
  file: fileOf('headquarters'),
  isService: false,
  environment: {
    HOST: listening.HOST,
    PORT: listening.PORT,
    GATEWAY_URL: place('PUBLIC_GATEWAY_URL'),
    APP_DIST: 'cloud-services/headquarters/app/dist',
    API_DOCS_DIST: 'cloud-services/headquarters/api-docs/dist',
    VERIFIER: fileOf('verifyArchive'),
  },
};

const storefront: Program = {
  name: 'storefront',
  file: fileOf('storefront'),
  isService: false,
  environment: {
    HOST: listening.HOST,
    PORT: listening.PORT,
    GATEWAY_URL: `http://gateway:${gatewayPort}`,
    GATEWAY_API_KEY: secret(fromDotEnv('STOREFRONT_KEY')),
    PAYMENT_PROVIDER_ORIGIN: place('PAYMENT_PROVIDER_ORIGIN'),
    PUBLIC_SHOP_URL: place('PUBLIC_SHOP_URL'),
    APP_DIST: 'cloud-services/storefront/app/dist',
  },
};

/** Kong and what renders its file are apart: `gateway.ts`. */
export const programs: readonly Program[] = [...serviceNames.map(service), headquarters, storefront];
