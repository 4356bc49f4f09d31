/** What is built with a bug in it. */
export { planOf } from '../plan.ts';
export { simulate } from '../simulate.ts';
