/**
 * The HTTP bodies of Order under `/api/v1/orders`, by topic; web apps import the types from here. Source: docs, HTTP interface.
 */
export * from './api/aftercare.ts';
export * from './api/checkout.ts';
export * from './api/console.ts';
export * from './api/delivery.ts';
export { type Address, address, type Contact, contact } from './api/fields.ts';
export * from './api/order.ts';
export * from './api/parcels.ts';
export type { OwnReason } from './own-reasons.ts';
