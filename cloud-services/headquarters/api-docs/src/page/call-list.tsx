import type { Api } from '../openapi/api.ts';
import type { Call } from '../openapi/calls.ts';
import { CallCard } from './call-card.tsx';
import { moveAmongCalls } from './call-keys.ts';
import css from './call-list.module.css';
import { useServiceWords } from './use-service-words.ts';

export function CallList(props: {
  service: string;
  calls: readonly Call[];
  place: string;
  /** Of what was found, the part of this service; else all that it has. */
  isPart: boolean;
  api: Api;
}) {
  const words = useServiceWords();
  const name = words[props.service] ?? props.service;
  return (
    <section className={css.list} aria-label={name} onKeyDown={moveAmongCalls}>
      {props.isPart ? <p className={css.service}>{name}</p> : <h1>{name}</h1>}
      {props.calls.map((call) => (
        <CallCard key={call.id} call={call} isPlace={call.id === props.place} api={props.api} />
      ))}
    </section>
  );
}
