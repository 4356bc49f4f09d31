import { useEffect, useRef, useState } from 'react';
import { useSummary } from '../i18n/use-summary.ts';
import type { Api } from '../openapi/api.ts';
import type { Call } from '../openapi/calls.ts';
import { addressOf } from '../use-place.ts';
import css from './call-card.module.css';
import { CallDetails } from './call-details.tsx';

/** One line of a list, which opens; the page's address follows, so that a call can be pointed at. */
export function CallCard(props: { call: Call; isPlace: boolean; api: Api }) {
  const { call, isPlace } = props;
  const card = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(isPlace);
  const summary = useSummary(call);
  useEffect(() => {
    if (!isPlace) return;
    setOpen(true);
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [isPlace]);
  const onToggle = () => {
    const opened = card.current?.open ?? false;
    if (opened && !isPlace) history.replaceState(null, '', addressOf(call.id));
    setOpen(opened);
  };
  return (
    <details ref={card} className={`sheet ${css.card}`} open={isOpen} onToggle={onToggle}>
      <summary className={css.summary} data-call={call.id} data-testid="call">
        <span className={`${css.method} ${css[call.method]}`}>{call.method.toUpperCase()}</span>
        <Path path={call.path} />
        <span className={css.words} lang={summary.language}>
          {summary.text}
        </span>
      </summary>
      {isOpen ? <CallDetails call={call} api={props.api} /> : null}
    </details>
  );
}

/** Breaks where a segment ends, so that a long path stays readable on a phone. */
function Path(props: { path: string }) {
  return (
    <code className={css.path}>
      {props.path.split(/(?=\/)/).map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the segments of a path never change places.
        <span key={index} className={segment.startsWith('/{') ? css.variable : undefined}>
          {segment}
          <wbr />
        </span>
      ))}
    </code>
  );
}
