/** What the carrier may be told to do wrong. `loseLabel`: parcels are taken, and their labels are not to be had. */
import { z } from 'zod';
import { Behaviour, misbehaviourOf } from '../behaving/misbehaviour.ts';

const operations = ['rates', 'create', 'find', 'read', 'label', 'void'] as const;
export type Operation = (typeof operations)[number];

export const misbehaviour = misbehaviourOf(operations).extend({ loseLabel: z.boolean().default(false) });

export class CarrierBehaviour extends Behaviour<Operation> {
  losesLabels = false;
}

/** As the carrier says it. */
export const ownFault = { code: 'internal', message: 'Nous avons un problème.' };
