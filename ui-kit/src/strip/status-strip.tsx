import type { ReactNode } from 'react';
import css from './status-strip.module.css';

export type StripTone = 'calm' | 'info' | 'done' | 'warn' | 'danger' | 'check';
export type StripMessage = Readonly<{ id: string; tone: StripTone; text: string }>;

/** The strip at the top: where one is on the left, the gravest state in the middle, who is there on the right. */
export function StatusStrip(props: {
  place: ReactNode;
  people?: ReactNode;
  /** Gravest first. */
  messages: readonly StripMessage[];
  moreLabel: (count: number) => string;
  onOpen: () => void;
}) {
  const { place, people, messages, moreLabel, onOpen } = props;
  const gravest = messages[0];
  return (
    <header className={css.strip} data-testid="status-strip">
      <div className={css.place}>{place}</div>
      <button
        type="button"
        className={`${css.state} ${css[gravest?.tone ?? 'calm']}`}
        onClick={onOpen}
        data-testid="status-message"
        data-state={gravest?.id}
      >
        <span className={css.dot} aria-hidden="true" />
        <span className={css.text}>{gravest?.text}</span>
        {messages.length > 1 ? <span className={css.more}>{moreLabel(messages.length - 1)}</span> : null}
      </button>
      <div className={css.people}>{people}</div>
    </header>
  );
}
