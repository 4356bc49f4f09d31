/** That the cloud had lost records which it had signed for, and got them again from this store: kept, for the manager to know. */
import type { Sqlite } from '../database/open.ts';

/** `cosignedSeq`: as far as the cloud had signed. */
export type Rewound = Readonly<{ at: string; cosignedSeq: number }>;
const SETTING = 'cloud-rewound';

/** The newest time is enough: head office keeps all of them. */
export function noteRewound(db: Sqlite, rewound: Rewound): void {
  db.prepare(
    'insert into edge_setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  ).run(SETTING, JSON.stringify(rewound));
}

export function lastRewound(db: Sqlite): Rewound | null {
  const text = db
    .prepare<[string], string>('select value from edge_setting where key = ?')
    .pluck()
    .get(SETTING);
  return text === undefined ? null : JSON.parse(text);
}
