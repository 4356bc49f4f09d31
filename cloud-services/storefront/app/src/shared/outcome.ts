/** What the shop's server says to a page that is opened, or to a form that is sent; the same for a document as for the script. */
import { data, redirect } from 'react-router';

export type Fault = Readonly<{
  status: number;
  /** `unavailable`: a service is down; `not-found`; `refused`: anything else. */
  kind: 'unavailable' | 'not-found' | 'refused';
  correlationId: string;
}>;
export type Outcome =
  | Readonly<{ kind: 'data'; data: unknown; status: number }>
  | Readonly<{ kind: 'redirect'; to: string }>
  | Readonly<{ kind: 'fault'; fault: Fault }>;

/** As a loader or an action of the router would answer. */
export function settle(outcome: Outcome) {
  switch (outcome.kind) {
    case 'data':
      return data(outcome.data, outcome.status);
    case 'redirect':
      // 303: what follows a form is read, never sent again.
      throw redirect(outcome.to, 303);
    case 'fault':
      throw data(outcome.fault, outcome.fault.status);
  }
}

export const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'kind' in value && 'correlationId' in value;

/** Asks for one page's data instead of the document; see src/http/answer-page.ts. */
export const dataParameter = '_data';
