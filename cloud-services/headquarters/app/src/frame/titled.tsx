import type { ReactNode } from 'react';

/** A page's title, with the key that begins a new thing of its kind while none is being written. */
export const Titled = (props: {
  title: ReactNode;
  newWord: ReactNode;
  isWriting: boolean;
  onNew: () => void;
  testId: string;
}) => (
  <div className="head">
    <h1>{props.title}</h1>
    {props.isWriting ? null : (
      <button type="button" className="button primary" onClick={props.onNew} data-testid={props.testId}>
        {props.newWord}
      </button>
    )}
  </div>
);
