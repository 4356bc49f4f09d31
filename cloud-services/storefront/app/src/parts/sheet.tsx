import type { ReactNode } from 'react';
import css from './sheet.module.css';

export function Sheet(props: { title?: string; children: ReactNode; testId?: string }) {
  const { title, children, testId } = props;
  return (
    <section className={css.sheet} data-testid={testId} aria-label={title}>
      {title === undefined ? null : <h2>{title}</h2>}
      {children}
    </section>
  );
}
