/** That the cloud had lost records which it had signed for, and got them again from this store: kept, for the manager to know. */
import { readSetting, writeSetting } from '../database/edge-setting.ts';
import type { Sqlite } from '../database/open.ts';

/** `cosignedSeq`: as far as the cloud had signed. */
export type Rewound = Readonly<{ at: string; cosignedSeq: number }>;
const SETTING = 'cloud-rewound';

/** The newest time is enough: head office keeps all of them. */
export const noteRewound = (db: Sqlite, rewound: Rewound): void => writeSetting(db, SETTING, rewound);

export const lastRewound = (db: Sqlite): Rewound | null => readSetting<Rewound>(db, SETTING);
