import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Refusal } from '../edge/client.ts';
import css from './page.module.css';
import { Unanswered } from './unanswered.tsx';

/** A page of one column. Where it has nothing to show, it says why: for managers alone, or the edge is out of reach. */
export const Page = ({
  title,
  asked: { data, error },
  children,
}: {
  title: ReactNode;
  asked: { data: unknown; error: unknown };
  children: ReactNode;
}) => (
  <div className={css.page}>
    <h1>{title}</h1>
    {error === null || data !== undefined ? null : error instanceof Refusal ? (
      <p className="note">
        <Trans>Seul un gérant voit cette page.</Trans>
      </p>
    ) : (
      <Unanswered />
    )}
    {children}
  </div>
);
