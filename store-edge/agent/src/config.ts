/** Everything that the agent is told from outside: environment alone, checked once at start, one clear sentence per fault. */
import type { NexoSecret } from '@comptoir/hardware-drivers';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const url = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be an address like ${example}` });

const serial = url(/^(tcp|serial)$/, 'serial:///dev/ttyUSB0, tcp://127.0.0.1:7436, or hid');

const environment = z.object({
  PORT: port,
  HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'must name a folder'),
  CLOUD_URL: url(/^https?$/, 'http://127.0.0.1:7401'),
  RECEIPTS_URL: z.union([z.literal(''), url(/^https?$/, 'https://api.comptoir.example')]).optional(),
  ENROLMENT_CODE: z.string().optional(),
  BACKUP_DIR: z.string().optional(),
  TERMINAL_DIST: z.string().optional(),
  BACK_OFFICE_DIST: z.string().optional(),
  PRINTER: url(/^(tcp|usb|serial)$/, 'tcp://127.0.0.1:9100, usb:///dev/usb/lp0, or serial:///dev/ttyACM0'),
  PAYMENT_TERMINAL: url(/^(https?|caisse-ap)$/, 'http://127.0.0.1:8443/nexo, or caisse-ap://127.0.0.1:8888'),
  PAYMENT_TERMINAL_POIID: z.string().min(1),
  PAYMENT_TERMINAL_CA: z.string().optional(),
  PAYMENT_TERMINAL_PASSPHRASE: z.string().optional(),
  PAYMENT_TERMINAL_KEY: z
    .union([
      z.literal(''),
      z.string().regex(/^[^:]+:\d+$/, 'must be an identifier and a version, like caisse:1'),
    ])
    .optional(),
  SCANNER: z.union([z.literal('hid'), serial]),
  CUSTOMER_DISPLAY: z.union([z.literal(''), serial]).optional(),
  LABEL_PRINTER: z.union([z.literal(''), url(/^tcp$/, 'tcp://127.0.0.1:9100')]).optional(),
  SCALE: z.union([z.literal(''), z.literal('hid'), serial]).optional(),
  DEVICES_REGISTER: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a register number like 1')
    .default('1'),
  UPGRADE_QUIET_SECONDS: z.coerce.number().int().min(0).default(20),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = Readonly<{
  port: number;
  /** The address of this machine to listen at. `0.0.0.0`: every one, for tills of a store's network. */
  host: string;
  dataDir: string;
  cloudUrl: string;
  /** Under which customers open the page of a receipt, with a slash at its end: the cloud's address unless told. */
  receiptsUrl: string;
  enrolmentCode: string | undefined;
  /** Of another disk or a stick, for hourly copies. */
  backupDir: string | undefined;
  terminalDist: string | undefined;
  backOfficeDist: string | undefined;
  /** `tcp://host:port`, `usb:///dev/usb/lp0`, or `serial:///dev/ttyACM0`; with `?status=none` one that cannot tell how it is. */
  printer: string;
  /** nexo by `http(s)://`, Caisse-AP by `caisse-ap://`. */
  paymentTerminal: Readonly<{
    url: string;
    poiId: string;
    /** File of the certificate authority of the terminal's maker, PEM. */
    caFile?: string | undefined;
    /** Where the terminal wants its messages encrypted. */
    secret?: NexoSecret | undefined;
  }>;
  /** `hid`, `tcp://host:port` of a scanner whose HID reports come over the network, or `serial:///dev/…`. */
  scanner: string;
  /** `hid`, or the line of a Mettler-Toledo 8217: `serial:///dev/…?bits=7&parity=even`, `tcp://` of a bridge. None: no scale. */
  scale: string | undefined;
  /** Two lines of twenty, on a serial line or a bridge. None: no such display. */
  customerDisplay: string | undefined;
  /** `tcp://host:port`, ZPL. None: no label printer. */
  labelPrinter: string | undefined;
  devicesRegister: string;
  /** A newer release is taken once nobody has paid for so long. */
  upgradeQuietMs: number;
  logLevel: z.infer<typeof environment>['LOG_LEVEL'];
}>;

/** @throws Error whose message lists each fault in a sentence. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`);
    throw new Error(`The agent cannot start.\n${faults.join('\n')}`);
  }
  const told = parsed.data;
  return {
    port: told.PORT,
    host: told.HOST,
    dataDir: told.DATA_DIR,
    cloudUrl: told.CLOUD_URL.replace(/\/$/, ''),
    receiptsUrl: `${(told.RECEIPTS_URL || told.CLOUD_URL).replace(/\/$/, '')}/`,
    enrolmentCode: told.ENROLMENT_CODE || undefined,
    backupDir: told.BACKUP_DIR || undefined,
    terminalDist: told.TERMINAL_DIST || undefined,
    backOfficeDist: told.BACK_OFFICE_DIST || undefined,
    printer: told.PRINTER,
    paymentTerminal: {
      url: told.PAYMENT_TERMINAL,
      poiId: told.PAYMENT_TERMINAL_POIID,
      caFile: told.PAYMENT_TERMINAL_CA || undefined,
      secret: secretOf(told.PAYMENT_TERMINAL_PASSPHRASE, told.PAYMENT_TERMINAL_KEY),
    },
    scanner: told.SCANNER,
    scale: told.SCALE || undefined,
    customerDisplay: told.CUSTOMER_DISPLAY || undefined,
    labelPrinter: told.LABEL_PRINTER || undefined,
    devicesRegister: told.DEVICES_REGISTER,
    upgradeQuietMs: told.UPGRADE_QUIET_SECONDS * 1_000,
    logLevel: told.LOG_LEVEL,
  };
}

/** @throws Error if one is told without the other: a terminal would refuse every message. */
function secretOf(passphrase = '', key = ''): NexoSecret | undefined {
  if (passphrase === '' && key === '') return undefined;
  if (passphrase === '' || key === '')
    throw new Error(
      'The agent cannot start.\nPAYMENT_TERMINAL_PASSPHRASE and PAYMENT_TERMINAL_KEY go together: give both, or neither.',
    );
  const [keyIdentifier = '', version = ''] = key.split(':');
  return { passphrase, keyIdentifier, keyVersion: Number(version) };
}
