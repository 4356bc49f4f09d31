/** What the provider may be told to do wrong. */
import { type Behaviour, misbehaviourOf } from '../behaving/misbehaviour.ts';

const operations = ['create', 'confirm', 'capture', 'cancel', 'refund', 'retrieve', 'search'] as const;
export type Operation = (typeof operations)[number];
export type ProviderBehaviour = Behaviour<Operation>;
export const misbehaviour = misbehaviourOf(operations);

/** As Stripe says it. */
export const ownFault = { error: { type: 'api_error', message: 'Something went wrong on our side.' } };
