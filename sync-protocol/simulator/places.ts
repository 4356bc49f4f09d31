/** Where stores keep what they have: in memory; others know of real files. */
import type { Witness } from './checks.ts';
import { Disk, type Ids, type StoreDisk } from './disk.ts';
import { MemoryReplica, type ReplicaStore } from './replica-store.ts';

export type Places = Readonly<{
  disk: (newId: Ids, witness: Witness) => StoreDisk;
  replica: () => ReplicaStore;
  /** The run is over. */
  end: () => void;
}>;

export const inMemory: Places = {
  disk: (newId, witness) => new Disk(newId, witness),
  replica: () => new MemoryReplica(),
  end: () => undefined,
};
