/** What the gateway is told by its environment; everything else is in kong.yml. */
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** The address of this machine to listen at; `0.0.0.0`: every one, as in a container. */
  HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  /** Path of the rendered kong.yml. */
  KONG_CONFIG: z.string().min(1),
  /** Addresses and networks (CIDR) whose `X-Forwarded-For` is believed, by commas; named as Kong's own setting. */
  KONG_TRUSTED_IPS: z.string().default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Settings = Readonly<{
  port: number;
  host: string;
  configPath: string;
  trustedIps: readonly string[];
  logLevel: string;
}>;
export type ReadSettings = { ok: true; settings: Settings } | { ok: false; faults: readonly string[] };

export function readSettings(env: NodeJS.ProcessEnv): ReadSettings {
  const parsed = environment.safeParse(env);
  if (!parsed.success)
    return {
      ok: false,
      faults: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    };
  const {
    PORT: port,
    HOST: host,
    KONG_CONFIG: configPath,
    KONG_TRUSTED_IPS,
    LOG_LEVEL: logLevel,
  } = parsed.data;
  const trustedIps = KONG_TRUSTED_IPS.split(',').flatMap((text) => text.trim() || []);
  return { ok: true, settings: { port, host, configPath, trustedIps, logLevel } };
}
