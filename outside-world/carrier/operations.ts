/** What the carrier may be told to do wrong. `loseLabels`: so many times a label that is asked for is not to be had. */
import { z } from 'zod';
import { Behaviour, misbehaviourOf } from '../behaving/misbehaviour.ts';

const operations = ['rates', 'create', 'find', 'read', 'label', 'void'] as const;
export type Operation = (typeof operations)[number];

export const misbehaviour = misbehaviourOf(operations).extend({
  loseLabels: z.int().nonnegative().default(0),
});

export class CarrierBehaviour extends Behaviour<Operation> {
  labelsToLose = 0;
  losesLabel(): boolean {
    if (this.labelsToLose === 0) return false;
    this.labelsToLose -= 1;
    return true;
  }
}

/** As the carrier says it. */
export const ownFault = { code: 'internal', message: 'Nous avons un problème.' };
