/** A process reads its environment once, at start, and says one clear sentence for each fault it finds there. */
import { z } from 'zod';

/** What every cloud service needs; a service extends it with its own. */
export const serviceEnvironment = z.object({
  /** 0 lets the system choose, as tests do. */
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** The address of this machine to listen at; `0.0.0.0`: every one, as in a container. */
  HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  /** A server that follows the one of `DATABASE_URL`: reads of which a service says so are done there. */
  DATABASE_REPLICA_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')
    .optional(),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must be a redis:// address'),
  /** Where Sales listens: its JWKS is what tokens are checked with. */
  SALES_URL: z.url({ protocol: /^https?$/ }),
  /** This program's certificate; with it the interface listens at `TLS_PORT`, and at `PORT` health and figures alone. */
  TLS_IDENTITY: z.string().min(1).optional(),
  TLS_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});
export type ServiceEnvironment = z.infer<typeof serviceEnvironment>;

/** The environment does not fit: each fault is a sentence that names the variable. */
export class ConfigurationError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}

/** @throws ConfigurationError with one sentence per fault. */
export function readConfig<S extends z.ZodType>(
  schema: S,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<S> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map((issue) => {
      const name = issue.path.join('.') || 'The environment';
      return environment[name] === undefined
        ? `${name} is not set.`
        : `${name} cannot be used: ${issue.message}.`;
    }),
  );
}
