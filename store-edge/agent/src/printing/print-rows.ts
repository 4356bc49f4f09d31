import type { Sqlite } from '../database/open.ts';
import type { PrintState } from './api.ts';
import type { Language } from './words.ts';

/** `receipt`: the subject is a sale. `return`: a return. `z`: a shift. `x`: what was read of a shift, as JSON. `cash`: a movement of cash. `value`: a gift card or a credit. `gift`: a sale, without prices. `transfer`: a transfer that left here. `badge`: whose badge, and the badge's id, with a slash between. */
export type PrintKind = 'receipt' | 'return' | 'z' | 'x' | 'cash' | 'value' | 'gift' | 'transfer' | 'badge';
export type Job = Readonly<{
  place: number;
  printId: string;
  kind: PrintKind;
  subjectId: string;
  registerId: string;
  language: Language;
  duplicate: boolean;
  state: PrintState['state'];
  detail: string;
}>;
type Row = Omit<Job, 'duplicate'> & { duplicate: number };

const COLUMNS = `place, print_id as printId, kind, subject_id as subjectId, register_id as registerId, language, duplicate, state, detail`;

export class PrintRows {
  readonly #add;
  readonly #byId;
  readonly #next;
  readonly #sending;
  readonly #known;
  readonly #set;
  readonly #waiting;

  constructor(db: Sqlite) {
    this.#add = db.prepare<[string, PrintKind, string, string, Language, number]>(
      `insert into print_job (print_id, kind, subject_id, register_id, language, duplicate, state, detail)
       values (?, ?, ?, ?, ?, ?, 'queued', '')`,
    );
    this.#byId = db.prepare<[string], Row>(`select ${COLUMNS} from print_job where print_id = ?`);
    this.#next = db.prepare<[], Row>(
      `select ${COLUMNS} from print_job where state = 'queued' order by place limit 1`,
    );
    this.#sending = db.prepare<[], Row>(`select ${COLUMNS} from print_job where state = 'sending'`);
    this.#known = db
      .prepare<[string, string], number>('select count(*) from print_job where subject_id = ? and kind = ?')
      .pluck();
    this.#set = db.prepare<[string, string, string]>(
      'update print_job set state = ?, detail = ? where print_id = ?',
    );
    this.#waiting = db
      .prepare<[], number>("select count(*) from print_job where state in ('queued', 'sending')")
      .pluck();
  }

  /** The first print of a subject is the original; each further one is a duplicate, whatever became of the first. */
  add(printId: string, kind: PrintKind, subjectId: string, registerId: string, language: Language): void {
    this.#add.run(
      printId,
      kind,
      subjectId,
      registerId,
      language,
      kind !== 'gift' && kind !== 'badge' && (this.#known.get(subjectId, kind) ?? 0) > 0 ? 1 : 0,
    );
  }

  get(printId: string): Job | undefined {
    const row = this.#byId.get(printId);
    return row && jobOf(row);
  }

  next(): Job | undefined {
    const row = this.#next.get();
    return row && jobOf(row);
  }

  sending(): Job[] {
    return this.#sending.all().map(jobOf);
  }

  waiting(): number {
    return this.#waiting.get() ?? 0;
  }

  set(job: Job, state: Job['state'], detail: string): Job {
    this.#set.run(state, detail, job.printId);
    return { ...job, state, detail };
  }
}

const jobOf = (row: Row): Job => ({ ...row, duplicate: row.duplicate === 1 });

export const printStateOf = ({ printId, state, duplicate, detail }: Job): PrintState => ({
  printId,
  state,
  duplicate,
  detail,
});
