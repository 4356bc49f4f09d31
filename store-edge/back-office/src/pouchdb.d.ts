/**
 * What the back office uses of PouchDB. Not `@types/pouchdb-browser`: it declares a global `Buffer` of its own, which breaks the types of
 * everything that handles bytes.
 */
declare module 'pouchdb-browser' {
  type Document = object & { _id: string; _rev: string };
  type Rows<D> = { rows: { id: string; doc?: D }[] };
  type Listening<Events> = {
    on<E extends keyof Events>(event: E, listener: (told: Events[E]) => void): Listening<Events>;
    cancel(): void;
  };
  type Change<D> = { id: string; deleted?: boolean; doc?: D };
  type Synced = { direction: 'push' | 'pull'; change: { docs: { _id: string }[] } };
  export default class PouchDB<D extends Document = Document> {
    constructor(
      name: string,
      options?: {
        skip_setup?: boolean;
        fetch?: (url: string | Request, init?: RequestInit) => Promise<Response>;
      },
    );
    info(): Promise<{ update_seq: number | string }>;
    get(id: string, options?: { conflicts?: boolean }): Promise<D>;
    put(document: D): Promise<{ rev: string }>;
    allDocs(options: { include_docs: true; conflicts?: boolean }): Promise<Rows<D>>;
    changes(options: {
      live: true;
      since: number | string;
      include_docs: true;
      conflicts?: boolean;
    }): Listening<{ change: Change<D> }>;
    sync(
      remote: PouchDB,
      options: { live: true; retry: true; batch_size: number; back_off_function: (delay: number) => number },
    ): Listening<{ change: Synced; error: unknown }>;
  }
}
