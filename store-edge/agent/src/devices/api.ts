/** The calls and events of the devices. Part of the terminal's contract (`../api.ts`). */
import { amountMinor } from '@comptoir/pricing/contract';
import { z } from 'zod';

export {
  type DeviceName,
  type DeviceState,
  deviceName,
  deviceState,
} from '@comptoir/sync-protocol/wire/devices';

/** Event `scan`, to the register that the scanner serves. */
export const scanned = z.strictObject({ text: z.string(), aim: z.string().nullable(), at: z.iso.datetime() });
export type Scanned = z.infer<typeof scanned>;

/**
 * Event `weight`, to the register that the scale serves: what the scale shows now.
 * POST /weighings → 201 `weighed`: the next stable weight, waited for a few seconds; from then on that load is sold. 409 `no-scale`;
 * `no-weight` with the scale's `state`; `same-load` while what was weighed before still lies on the platter.
 */
export const weight = z.strictObject({
  state: z.enum(['stable', 'zero', 'in-motion', 'under-zero', 'over-capacity', 'fault', 'silent', 'absent']),
  /** Three decimals, on a stable weight alone. */
  kilograms: z.string().nullable(),
});
export type Weight = z.infer<typeof weight>;
export const weighed = z.strictObject({ kilograms: z.string() });
export type Weighed = z.infer<typeof weighed>;

/**
 * POST /devices/{name}/test → 200 `deviceTested`: the device does something that can be seen (a slip, a label, an open drawer, words on
 * the display), or tells its state. `detail` is why not, or the state. 409 `no-device` at a register that it does not serve.
 */
export const deviceTested = z.strictObject({ ok: z.boolean(), detail: z.string() });
export type DeviceTested = z.infer<typeof deviceTested>;

/**
 * PUT /customer-display → 204: what the customer of this register reads now, on the display of two lines and on pages at
 * `/customer-display?register=`. No name, no message of a cashier, nothing of a card.
 */
export const customerView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({
    kind: z.literal('basket'),
    /** The last few, newest last. */
    lines: z
      .array(
        z.strictObject({
          name: z.strictObject({ fr: z.string(), en: z.string() }),
          quantity: z.string(),
          amountMinor,
        }),
      )
      .max(12),
    totalMinor: amountMinor,
  }),
  z.strictObject({ kind: z.literal('due'), dueMinor: amountMinor, asksForCard: z.boolean() }),
  z.strictObject({ kind: z.literal('change'), changeMinor: amountMinor }),
]);
export type CustomerView = z.infer<typeof customerView>;

/**
 * POST /back-office/labels → 201: shelf labels of a product, at its price of now. 409 `no-label-printer`, `labels-not-printed` with the
 * printer's `reason`; 404 `unknown-product`.
 */
export const labelRequest = z.strictObject({ productId: z.string(), copies: z.int().min(1).max(99) });
export type LabelRequest = z.infer<typeof labelRequest>;
