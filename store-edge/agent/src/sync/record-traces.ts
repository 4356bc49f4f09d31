/**
 * Where in a trace our newest records were made, until the cloud has them. In memory alone: an agent that starts anew goes on with
 * records of which nothing is known any more, and only their traces end here.
 */
import { formatSyncTraces } from '@comptoir/sync-protocol/wire/sync-traces';
import { failed, placeOf, startSpan, traceparentNow, within } from '@comptoir/tracing';

/** More than a busy store makes in an hour without a line. The oldest are forgotten first. */
const keptMax = 500;

export class RecordTraces {
  readonly #bySeq = new Map<number, string>();
  #journal: string;
  #tailSeq: number;

  constructor(journal: string, tailSeq: number) {
    this.#journal = journal;
    this.#tailSeq = tailSeq;
  }

  /** Called in the turn, and so in the trace, of whatever appended. */
  appended(journal: string, tailSeq: number): void {
    const isNew = journal !== this.#journal;
    if (isNew) this.#bySeq.clear();
    const from = isNew ? 1 : this.#tailSeq + 1;
    [this.#journal, this.#tailSeq] = [journal, tailSeq];
    const traceparent = traceparentNow();
    if (traceparent === undefined) return;
    for (let seq = from; seq <= tailSeq; seq += 1) this.#bySeq.set(seq, traceparent);
    for (const seq of this.#bySeq.keys()) {
      if (this.#bySeq.size <= keptMax) break;
      this.#bySeq.delete(seq);
    }
  }

  /**
   * Sends records with what is known of them. Each trace in the batch sees how long that took; the call itself is told in the
   * first one's.
   * @param send gets the header to say, if any.
   */
  async sending<T extends { type: string }>(
    batch: Readonly<{ journal: string; after: number; last: number; records: number }>,
    send: (header: Readonly<Record<string, string>>) => Promise<T>,
  ): Promise<T> {
    const { journal, after, last, records } = batch;
    const known = [...this.#bySeq].filter(([seq]) => journal === this.#journal && after < seq && seq <= last);
    const spans = new Map(
      known.map(([, traceparent]) => [
        traceparent,
        startSpan('send batch', {
          kind: 'producer',
          traceparent,
          attributes: { 'comptoir.records': records },
        }),
      ]),
    );
    const [first] = spans.values();
    if (!first) return send({});
    const places = known.flatMap(([seq, traceparent]) => {
      const span = spans.get(traceparent);
      return span ? [[seq, placeOf(span)] as const] : [];
    });
    const answer = await within(first, () => send({ 'sync-traces': formatSyncTraces(places) }));
    for (const span of spans.values()) {
      if (answer.type !== 'ok') failed(span, answer.type);
      span.end();
    }
    if (answer.type === 'ok') for (const [seq] of known) this.#bySeq.delete(seq);
    return answer;
  }
}
