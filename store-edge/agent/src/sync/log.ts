/** What syncing needs of a logger; pino fits. */
type Say = (facts: object, message: string) => void;
export type SyncLog = Readonly<{ info: Say; warn: Say; error: Say }>;
