import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** Where browsers reach the gateway. */
  GATEWAY_URL: z.url(),
  /** Folder of the built web app. */
  APP_DIST: z.string().min(1),
});

export type HeadquartersConfig = Readonly<{ port: number; gatewayUrl: string; appDist: string }>;

/** @throws Error naming every variable that is missing or malformed. */
export function readHeadquartersConfig(env: NodeJS.ProcessEnv): HeadquartersConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  }
  const { PORT, GATEWAY_URL, APP_DIST } = parsed.data;
  return { port: PORT, gatewayUrl: GATEWAY_URL.replace(/\/$/, ''), appDist: APP_DIST };
}
