import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { formClass } from '../../../parts/form.tsx';

/** A form of a page that has several: `act` tells which, and what else it needs to know. */
export function ActForm(props: {
  act: string;
  more?: Readonly<Record<string, string>>;
  children: ReactNode;
}) {
  return (
    <Form method="post" className={formClass} noValidate>
      <input type="hidden" name="do" value={props.act} />
      {Object.entries(props.more ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </Form>
  );
}
