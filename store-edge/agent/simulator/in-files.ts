/** Worlds of the sync simulator whose stores keep what they have in the agent's own files. */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Places } from '../../../sync-protocol/simulator/places.ts';
import type { Plan } from '../../../sync-protocol/simulator/plan.ts';
import { type Run, simulate } from '../../../sync-protocol/simulator/simulate.ts';
import type { Tell } from '../../../sync-protocol/simulator/world.ts';
import { FileDisk } from './file-disk.ts';
import { FileReplica } from './file-replica.ts';
import { Folders } from './file-set.ts';

/** Memory is disk enough for a process that ends; what power takes is cut off by hand. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The agent of today writes nothing of a later version. */
export const neverInFiles = ['cloud later'];

export function simulateInFiles(plan: Plan, tell?: Tell): Run {
  return simulate(plan, tell, inFiles());
}

function inFiles(): Places {
  const folders = new Folders(mkdtempSync(join(place, 'comptoir-simulator-')));
  const known = new Set<string>();
  return {
    disk: (newId, witness) => new FileDisk({ folders, newId, witness, known }),
    replica: () => new FileReplica(folders),
    end: () => folders.end(),
  };
}
