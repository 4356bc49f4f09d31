/**
 * What the tests use of PouchDB. Not `@types/pouchdb-core`: that declares a global `Buffer` of its own, and with it nothing that
 * handles bytes compiles any more.
 */
declare module 'pouchdb-core' {
  type Stored = Record<string, unknown> & {
    _id: string;
    _rev: string;
    _conflicts?: string[];
  };
  type Replicated = { ok: boolean; docs_written: number; docs_read: number; doc_write_failures: number };
  type Replication = Promise<Replicated> & {
    on(event: 'denied' | 'change' | 'paused', listener: (told: unknown) => void): Replication;
    cancel(): void;
  };
  type Options = Readonly<{
    live?: boolean;
    retry?: boolean;
    batch_size?: number;
    batches_limit?: number;
    checkpoint?: false;
  }>;
  export default class PouchDB {
    static plugin(plugin: unknown): void;
    static defaults(options: object): typeof PouchDB;
    static replicate(from: PouchDB, to: PouchDB, options?: Options): Replication;
    static sync(one: PouchDB, other: PouchDB, options?: Options): Replication & { cancel(): void };
    constructor(name: string, options?: object);
    get(id: string, options?: { conflicts?: boolean; rev?: string }): Promise<Stored>;
    put(document: object): Promise<{ rev: string }>;
    bulkDocs(documents: readonly object[], options?: { new_edits?: boolean }): Promise<unknown[]>;
    info(): Promise<{ doc_count: number }>;
    destroy(): Promise<void>;
    close(): Promise<void>;
  }
}
declare module 'pouchdb-adapter-memory' {
  const plugin: unknown;
  export default plugin;
}
declare module 'pouchdb-adapter-http' {
  const plugin: unknown;
  export default plugin;
}
declare module 'pouchdb-replication' {
  const plugin: unknown;
  export default plugin;
}
