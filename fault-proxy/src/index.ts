/** A TCP proxy that cuts, slows and tears on demand. Imports nothing else of ours. */
export { type Faults, faults, noFaults } from './faults.ts';
export { createFaultProxy, type FaultProxy, type FaultProxyOptions } from './proxy.ts';
