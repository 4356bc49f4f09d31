import { z } from 'zod';

export const headquartersEnvironment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** The address of this machine to listen at; `0.0.0.0`: every one, as in a container. */
  HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  /** Where browsers reach the gateway. */
  GATEWAY_URL: z.url(),
  /** Folders of the built web apps: head office's, and the page that documents the API. */
  APP_DIST: z.string().min(1),
  API_DOCS_DIST: z.string().min(1),
  /** The program that verifies archives, one file, to be handed out. */
  VERIFIER: z.string().min(1),
  /** Where browsers look at traces, for operators; none: no page links there. */
  TRACES_URL: z.url().optional(),
});

export type HeadquartersConfig = Readonly<{
  port: number;
  host: string;
  gatewayUrl: string;
  appDist: string;
  apiDocsDist: string;
  verifier: string;
  tracesUrl?: string | undefined;
}>;

/** @throws Error naming every variable that is missing or malformed. */
export function readHeadquartersConfig(env: NodeJS.ProcessEnv): HeadquartersConfig {
  const parsed = headquartersEnvironment.safeParse(env);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  }
  const { PORT, HOST, GATEWAY_URL, APP_DIST, API_DOCS_DIST, VERIFIER, TRACES_URL } = parsed.data;
  const gatewayUrl = GATEWAY_URL.replace(/\/$/, '');
  return {
    port: PORT,
    host: HOST,
    gatewayUrl,
    appDist: APP_DIST,
    apiDocsDist: API_DOCS_DIST,
    verifier: VERIFIER,
    tracesUrl: TRACES_URL?.replace(/\/$/, ''),
  };
}
