import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';
import css from './notice.module.css';

export type NoticeTone = 'info' | 'done' | 'warn' | 'danger' | 'check';
const icons: Readonly<Record<NoticeTone, IconName>> = {
  info: 'info',
  done: 'check',
  warn: 'alert',
  danger: 'alert',
  check: 'alert',
};

/** What happened, what was kept, what to do. */
export function Notice(props: {
  tone: NoticeTone;
  /** Read at once, in the middle of a sentence: for what stops somebody. */
  isUrgent?: boolean;
  children: ReactNode;
  testId?: string;
}) {
  const { tone, isUrgent = false, children, testId } = props;
  return (
    <div className={`${css.notice} ${css[tone]}`} role={isUrgent ? 'alert' : 'status'} data-testid={testId}>
      <Icon name={icons[tone]} size={20} />
      <div className={css.words}>{children}</div>
    </div>
  );
}
