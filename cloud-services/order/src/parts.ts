/** What the rooms of the service work with. */
import { randomBytes } from 'node:crypto';
import type { Database, Logger } from '@comptoir/service-kit';
import { uuid7Generator } from '@comptoir/sync-protocol/ids/uuid7';
import type { Address } from './api.ts';
import type { Carrier } from './carrier/carrier.ts';
import type { QuietHours } from './letters/quiet.ts';
import type { Measures } from './metrics.ts';
import type { Carts } from './neighbours/cart.ts';
import type { Customers } from './neighbours/customer.ts';
import type { Inventory } from './neighbours/inventory.ts';
import type { Places } from './neighbours/places.ts';
import type { Promotions } from './neighbours/product.ts';
import type { Doubles, GiftCards } from './neighbours/sales.ts';
import type { TaxRegistrations } from './papers/seller.ts';
import type { PaymentProvider } from './payment/provider.ts';
import type { SparedProvider } from './payment/spared.ts';
import type { RiskRules } from './risk/assess.ts';
import type { SlotRules } from './slots/rules.ts';
import type { StepName } from './steps.ts';
import type { Executors } from './store/executors.ts';

export type OrderParts = Readonly<{
  database: Database;
  logger: Logger;
  carts: Carts;
  customers: Customers;
  promotions: Promotions;
  inventory: Inventory;
  giftCards: GiftCards;
  doubles: Doubles;
  /** Undefined: parcels are sent by hand. */
  carrier: Carrier | undefined;
  /** Where parcels come back to, and leave from where their store's own address is not known. */
  shipFrom: Address;
  places: Places;
  /** By name; the first is the one that is offered first. */
  providers: ReadonlyMap<string, SparedProvider>;
  measures: Measures;
  shopUrl: string;
  timeZone: string;
  /** Whose holidays the shop keeps: `CA-QC`. */
  jurisdiction: string;
  /** When the money is taken: with the confirmation, or when the goods leave. */
  captureAt: 'confirmation' | 'hand-over';
  /** Holds a checkout so long without a sign of life. */
  leaseMs: number;
  executors: Executors;
  riskRules: RiskRules;
  slotRules: SlotRules;
  /** By the shop's clock: SMS wait for their end. */
  quietHours: QuietHours;
  /** By whose clock they are told. */
  now: () => Date;
  /** Those of the seller, for invoices. */
  taxRegistrations: TaxRegistrations;
  /** Who is told of disputes; undefined: nobody, the console shows them. */
  disputesMail: string | undefined;
  /** Told between any two steps; tests end the process in it. */
  step: (name: StepName) => void;
}>;

export const newId = uuid7Generator({ now: () => Date.now(), random: (length) => randomBytes(length) });

export const providerOf = (parts: Pick<OrderParts, 'providers'>, name: string): PaymentProvider => {
  const provider = parts.providers.get(name);
  if (!provider) throw new Error(`the provider ${name} is not configured any more`);
  return provider;
};
