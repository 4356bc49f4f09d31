import type { ReactNode } from 'react';
import { Form, Link, useActionData, useLoaderData } from 'react-router';
import { buttonClass } from '../../parts/buttons.ts';
import { FaultSummary, formClass } from '../../parts/form.tsx';
import type { TokenData } from '../../shared/shapes/account.ts';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import { Send } from './send.tsx';

/** What the link of a letter asks for: done by a press alone, since whoever reads letters for others follows their links. */
export function LinkForm(props: {
  /** The press. */
  children: ReactNode;
  /** The way on for whoever comes with a link that is over. */
  instead?: Readonly<{ to: string; words: string }>;
}) {
  const { token } = useLoaderData<TokenData>();
  const answer = useActionData<FormAnswer>();
  return (
    <Form method="post" className={formClass}>
      <FaultSummary answer={answer} labels={{}} />
      <input type="hidden" name="token" value={token ?? ''} />
      {props.instead && answer?.problem === 'link-expired' ? (
        <Link className={buttonClass('primary', 'wide')} to={props.instead.to}>
          {props.instead.words}
        </Link>
      ) : (
        <Send>{props.children}</Send>
      )}
    </Form>
  );
}
