/** One text a boot of the machine: what was written without a sync is whole as long as it is the same. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

const path = '/proc/sys/kernel/random/boot_id';

/** Where the system does not tell, another in each process: then nothing is trusted after a restart. */
export const bootId: string = existsSync(path) ? readFileSync(path, 'utf8').trim() : randomUUID();
