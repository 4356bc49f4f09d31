/** What the launcher reads from its environment; all of it goes on to the agent. */
import { z } from 'zod';

const environment = z.object({
  RELEASES_DIR: z.string().min(1, 'must name a folder'),
  DATA_DIR: z.string().min(1, 'must name a folder'),
  CLOUD_URL: z.url({ protocol: /^https?$/ }),
  RELEASE_KEYS: z.string().min(44, 'must be public keys in base64, with commas between'),
  TRIAL_LIMIT_SECONDS: z.coerce.number().int().min(1).default(120),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = Readonly<{
  releasesDir: string;
  dataDir: string;
  /** Without a slash at its end. */
  cloudUrl: string;
  releaseKeys: readonly string[];
  /** A release that has not come up by then does not come up. */
  trialLimitMs: number;
  logLevel: string;
}>;

/** @throws Error whose message lists each fault in a sentence. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`);
    throw new Error(`The launcher cannot start.\n${faults.join('\n')}`);
  }
  const told = parsed.data;
  return {
    releasesDir: told.RELEASES_DIR,
    dataDir: told.DATA_DIR,
    cloudUrl: told.CLOUD_URL.replace(/\/$/, ''),
    releaseKeys: told.RELEASE_KEYS.split(','),
    trialLimitMs: told.TRIAL_LIMIT_SECONDS * 1_000,
    logLevel: told.LOG_LEVEL,
  };
}
