/** Whatever reads: the database, or a transaction in progress. */
export type Reader = Readonly<{ query<R>(sql: string, parameters?: unknown[]): Promise<R[]> }>;
