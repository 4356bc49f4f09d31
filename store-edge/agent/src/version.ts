/** What this agent is, told to the cloud with each session. Baked in by the build: scripts/building/bundle.ts. */
declare const COMPTOIR_VERSION: string | undefined;

/** From its source it is no release at all. */
export const AGENT_VERSION = typeof COMPTOIR_VERSION === 'string' ? COMPTOIR_VERSION : '0.0.0';
