/** All dashboards, technical ones first. */
import type { Board } from './board.ts';
import { business } from './boards/business.ts';
import { edges } from './boards/edges.ts';
import { events } from './boards/events.ts';
import { gateway } from './boards/gateway.ts';
import { objectives } from './boards/objectives.ts';
import { orders } from './boards/orders.ts';
import { processes } from './boards/processes.ts';
import { resources } from './boards/resources.ts';
import { services } from './boards/services.ts';

export const boards: readonly Board[] = [
  services,
  processes,
  gateway,
  objectives,
  edges,
  events,
  resources,
  orders,
  business,
];
