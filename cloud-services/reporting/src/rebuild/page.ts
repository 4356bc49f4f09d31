/** A page of a producer's log, read: checked, and the facts that are in it. Pure. */
import { eventsAnswer } from '@comptoir/service-kit/events/envelope';
import { factSources, factsOf } from '../facts/sources.ts';
import type { Facts } from '../store/record.ts';

export type LogName = keyof typeof factSources;
export type Page = Readonly<{
  /** Of the log: another one is another log. */
  epoch: string;
  /** The last position that the log had given. */
  pos: number;
  count: number;
  facts: Facts;
}>;

/** @throws Error when it does not go on after `after` without a gap, or an event is not what its type says. */
export function readPage(name: LogName, after: number, body: unknown): Page {
  const { epoch, pos, events } = eventsAnswer.parse(body);
  for (const [index, event] of events.entries()) {
    const due = after + index + 1;
    if (event.pos !== due)
      throw new Error(`the log of ${name} lacks its event ${due}: the facts cannot be made from it`);
  }
  return { epoch, pos, count: events.length, facts: factsOf(factSources[name], events) };
}
