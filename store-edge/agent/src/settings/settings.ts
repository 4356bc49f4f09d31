/** A store's settings: in force at once, here; their records go up with the journal. */
import type { BodyOf } from '@comptoir/sync-protocol/records/kinds';
import {
  isSettingName,
  type StoreSettings,
  settingSchemas,
  settingsOf,
} from '@comptoir/sync-protocol/settings/store-settings';
import { may } from '@comptoir/sync-protocol/staff/permissions';
import type { Sqlite } from '../database/open.ts';
import type { Journal } from '../journal/journal.ts';
import { type Problem, problem } from '../problem.ts';
import type { PublicStaffMember } from '../staff/staff.ts';

type SettingsDeps = Readonly<{
  db: Sqlite;
  journal: Journal;
  storeId: string;
  onChange: (settings: StoreSettings) => void;
}>;

export class Settings {
  readonly #deps: SettingsDeps;
  readonly #all;
  readonly #set;
  #now: StoreSettings | undefined;

  constructor(deps: SettingsDeps) {
    this.#deps = deps;
    this.#all = deps.db.prepare<[], { name: string; value: string }>('select name, value from store_setting');
    this.#set = deps.db.prepare<[string, string]>(
      `insert into store_setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value`,
    );
  }

  now(): StoreSettings {
    this.#now ??= settingsOf(
      Object.fromEntries(this.#all.all().map(({ name, value }) => [name, JSON.parse(value)])),
    );
    return this.#now;
  }

  /** @param register number of the register where it was set; none from the back office. */
  set(
    by: Pick<PublicStaffMember, 'id' | 'roles'>,
    name: string,
    value: unknown,
    register?: string,
  ): StoreSettings | Problem {
    if (!may(by, 'change-settings')) return approvalNeeded();
    if (!isSettingName(name)) return unknownSetting();
    const parsed = settingSchemas[name].safeParse(value);
    if (!parsed.success) return notASetting(parsed.error.issues[0]?.message ?? 'it cannot be read');
    const { db: _, journal, storeId, onChange } = this.#deps;
    const body: BodyOf<'setting.changed'> = { storeId, changedBy: by.id, name, value: parsed.data };
    journal.transaction(() => {
      journal.append({
        ...{ kind: 'setting.changed', body: JSON.stringify(body), actor: by.id },
        ...(register === undefined ? {} : { register }),
      });
      this.#set.run(name, JSON.stringify(parsed.data));
    });
    this.#now = undefined;
    const now = this.now();
    onChange(now);
    return now;
  }
}

const approvalNeeded = (): Problem =>
  problem(403, 'approval-needed', 'Somebody else must do this', 'A supervisor or a manager sets this.', {
    permission: 'change-settings',
  });
const unknownSetting = (): Problem =>
  problem(404, 'unknown-setting', 'No such setting', 'This store has no setting of this name.');
const notASetting = (detail: string): Problem =>
  problem(422, 'not-a-setting', 'This cannot be set', `Nothing is changed: ${detail}.`);
