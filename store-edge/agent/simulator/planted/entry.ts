/** What is built with a bug in it. */
export { planOf } from '../../../../sync-protocol/simulator/plan.ts';
export { simulateInFiles as simulate } from '../in-files.ts';
