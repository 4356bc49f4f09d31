/** The HTTP bodies of Customer under `/api/v1/customers` and `/internal/customers`; web apps import the types from here. */
import { amountMinor, decimalString } from '@comptoir/pricing/contract';
import { toldView } from '@comptoir/service-kit/notifications/told';
import { phone } from '@comptoir/service-kit/phone';
import { z } from 'zod';
import { browsers, systems } from './account/device.ts';
import { purchaseView } from './history/list.ts';
import { pointsReason } from './loyalty/ledger.ts';
import { earningRules } from './loyalty/rules.ts';
import { newPasskeyAnswer, passkeyAnswer } from './passkeys/answers.ts';
import { address, addressesMax, addressInput } from './person/addresses.ts';
import { language, name, preferences } from './person/person.ts';
import { signInMeans } from './store/sessions.ts';

const email = z.email().max(254);
/** Source: NIST SP 800-63B, 3.1.1.2: length is what counts; nothing is asked of its characters. */
const newPassword = z.string().min(10, 'must have at least 10 characters').max(200);
/** What was good enough once is still let in. */
const password = z.string().min(1).max(200);
const token = z.string().min(20).max(100);

export const consents = z
  .strictObject({ marketingEmail: z.boolean(), analytics: z.boolean() })
  .meta({ id: 'CustomerConsents' });

export const registerRequest = z.strictObject({
  email,
  password: newPassword,
  firstName: name,
  lastName: name,
  language,
  consents,
});
export const registered = z
  .object({
    id: z.string(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    language,
    /** Until the link in our mail is followed. */
    status: z.literal('unconfirmed'),
  })
  .meta({ id: 'RegisteredCustomer' });

export const tokenRequest = z.strictObject({ token });
export const emailRequest = z.strictObject({ email });
const code = z.string().trim().min(6).max(20);
export const authRequest = z.union([
  z.strictObject({ email, password }),
  z.strictObject({ refreshToken: token }),
  /** The second step, where the answer to the first was `code-required`. */
  z.strictObject({ challenge: token, code }),
  z.strictObject({ passkey: passkeyAnswer }),
]);
export const signOutRequest = z.strictObject({ refreshToken: token });
export const signedIn = z
  .object({
    accessToken: z.string(),
    expiresInSeconds: z.int(),
    /** Used once: the answer brings the next one. */
    refreshToken: z.string(),
    customerId: z.string(),
  })
  .meta({ id: 'SignedIn' });
export type SignedInAnswer = z.infer<typeof signedIn>;
export const resetRequest = z.strictObject({ token, password: newPassword });
export const passwordRequest = z.strictObject({ current: password, password: newPassword });

export const session = z
  .object({
    id: z.string(),
    startedAt: z.iso.datetime(),
    /** To a quarter of an hour. */
    lastSeenAt: z.iso.datetime(),
    browser: z.enum(browsers),
    system: z.enum(systems),
    signedInBy: z.enum(signInMeans),
    /** The one that asks. */
    isCurrent: z.boolean(),
  })
  .meta({ id: 'CustomerSession' });
export const sessionsAnswer = z.object({ items: z.array(session) });
export type SessionsAnswer = z.infer<typeof sessionsAnswer>;

const passkeyView = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
/** How the account is opened. */
export const security = z
  .object({
    /** Since when signing in takes a code too; null: it does not. */
    codesSince: z.iso.datetime().nullable(),
    recoveryCodesLeft: z.int(),
    passkeys: z.array(passkeyView),
    /** False where the shop has no domain, or no HTTPS. */
    arePasskeysOffered: z.boolean(),
  })
  .meta({ id: 'CustomerSecurity' });
export type Security = z.infer<typeof security>;
/** Whoever changes how an account is opened shows its password. */
export const passwordShown = z.strictObject({ password });
/** Customers show theirs: a session may have been left open. Staff who answer for it show none. */
export const passwordUnlessStaff = z.strictObject({ password: password.optional() });
/** For the app that makes codes: to be typed, and as the link that its picture holds. */
export const codesBegun = z.object({ secret: z.string(), uri: z.string() });
export type CodesBegun = z.infer<typeof codesBegun>;
export const codeRequest = z.strictObject({ code });
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;
/** What a browser hands to an authenticator. Source: Web Authentication Level 3, 5.4 and 5.5, as JSON. */
export const passkeyOptions = z.looseObject({ challenge: z.string() });
export const passkeyRequest = z.strictObject({
  name: z.string().trim().min(1).max(60),
  response: newPasskeyAnswer,
});

export const profileRequest = z.strictObject({
  firstName: name,
  lastName: name,
  language,
  phone: phone.nullable(),
  preferences,
});
export const addressesRequest = z.strictObject({ addresses: z.array(addressInput).max(addressesMax) });
export const addressesAnswer = z.object({ addresses: z.array(address) });

const loyalty = z.object({
  /** What may be spent now. */
  points: z.int(),
  /** What they pay in the shop, in the shop's currency. */
  worthMinor: z.int(),
  /** Ever earned: it makes the tier. */
  earned: z.int(),
  tier: z.string(),
  nextTier: z.object({ code: z.string(), missingPoints: z.int() }).nullable(),
  /** Until when the tier is kept though its points are no longer there; null: they are. */
  keptUntil: z.iso.datetime().nullable(),
  /** When the points end unless something is earned or spent; null: they do not, or it is far off. */
  expiresAt: z.iso.datetime().nullable(),
});

export const profile = z
  .object({
    id: z.string(),
    email: z.string(),
    names: z.object({ firstName: z.string(), lastName: z.string() }),
    language,
    phone: z.string().nullable(),
    preferences,
    addresses: z.array(address),
    /** What is scanned at a till. */
    cardNumber: z.string().nullable(),
    taxExemptCertificate: z.string().nullable(),
    loyalty,
    consents,
    memberSince: z.iso.datetime(),
  })
  .meta({ id: 'CustomerProfile' });
export type Profile = z.infer<typeof profile>;

export const consentsAnswer = z.object({
  consents,
  history: z.array(
    z.object({ kind: z.string(), given: z.boolean(), at: z.iso.datetime(), source: z.string() }),
  ),
});

export type Purchase = z.infer<typeof purchaseView>;

export const pointsEntry = z.object({
  points: z.int(),
  reason: pointsReason,
  at: z.iso.datetime(),
  number: z.string().nullable(),
  channel: z.enum(['web', 'pos']).nullable(),
  /** Which rules gave or took them; `base`: what every purchase earns. None for what was spent. */
  rules: z.array(
    z.object({
      rule: z.string(),
      points: z.int(),
      version: z.int(),
      name: z.object({ fr: z.string(), en: z.string() }).nullable(),
    }),
  ),
});
export type PointsEntry = z.infer<typeof pointsEntry>;
export const pointsAnswer = z.object({ loyalty, entries: z.array(pointsEntry) });

export const loyaltyVersion = z
  .object({
    /** 0: those of the beginning, which nobody made. */
    version: z.int(),
    rules: earningRules,
    from: z.iso.datetime().nullable(),
    by: z.string().nullable(),
    reason: z.string().nullable(),
    at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'LoyaltyRules' });
export type LoyaltyVersion = z.infer<typeof loyaltyVersion>;
export const loyaltyRulesAnswer = z.object({ items: z.array(loyaltyVersion) });
export type LoyaltyRulesAnswer = z.infer<typeof loyaltyRulesAnswer>;
export const loyaltyRulesRequest = z.strictObject({
  /** The version that these were made from. */
  after: z.int().nonnegative(),
  rules: earningRules,
  /** Null: now. */
  from: z.iso.datetime().nullable(),
  reason: z.string().trim().min(1).max(200),
});
export const loyaltyPreviewRequest = z.strictObject({ rules: earningRules });
export const loyaltyPreview = z.object({
  days: z.int(),
  purchases: z.int(),
  /** There were more than were counted. */
  isPart: z.boolean(),
  points: z.object({ before: z.int(), after: z.int() }),
  tiers: z.array(z.object({ code: z.string(), before: z.int(), after: z.int() })),
});
export type LoyaltyPreview = z.infer<typeof loyaltyPreview>;

export const taxExemptionRequest = z.strictObject({
  /** The number on the certificate that was shown; null: taxes are borne again. */
  certificate: z.string().trim().min(1).max(60).nullable(),
});

/** Why staff look at a person: the header `Access-Reason`. A closed list, so that no register tells of anybody's life. */
export const accessReason = z.enum(['customer-asks', 'order', 'complaint', 'privacy', 'fraud']);
export type AccessReason = z.infer<typeof accessReason>;
/** `not-said`: by a program that reads a customer as the interface has always allowed, and says no reason. */
const notedReason = z.enum([...accessReason.options, 'not-said']);
export type NotedReason = z.infer<typeof notedReason>;
/** GET /{id}/accesses, for staff. `what`: method and last part of the address, such as `GET profile`. */
export const accessesAnswer = z.object({
  items: z.array(
    z.object({ staffId: z.string(), what: z.string(), reason: notedReason, at: z.iso.datetime() }),
  ),
});

export type AccessesAnswer = z.infer<typeof accessesAnswer>;

export const note = z.object({ id: z.string(), text: z.string(), staffId: z.string(), at: z.iso.datetime() });
export type Note = z.infer<typeof note>;
export const noteRequest = z.strictObject({ text: z.string().trim().min(1).max(2_000) });
export const notesAnswer = z.object({ items: z.array(note) });

const keptProduct = z.object({ productId: z.string(), at: z.iso.datetime() });
export const keptAnswer = z.object({ items: z.array(keptProduct) });

/** GET /{id}/letters, for staff: that they were written to, about their account and their orders. */
export const lettersAnswer = z.object({ items: z.array(toldView) });
export type LettersAnswer = z.infer<typeof lettersAnswer>;

/** As the services tell it that keep it; absent where this installation has none of them. */
export const keptElsewhere = z.object({
  /** Each as `GET /api/v1/orders/{id}`. */
  orders: z.array(z.record(z.string(), z.unknown())).optional(),
  /** What lies in the cart, and where it was to be sent. */
  cart: z.record(z.string(), z.unknown()).nullable().optional(),
});

/** GET /customers/{id}/export: all that our services keep of one person, as a file to keep. Source: Law 25 (Québec), s. 27. */
export const exported = z.object({
  ...keptElsewhere.shape,
  exportedAt: z.iso.datetime(),
  profile,
  consents: consentsAnswer.shape.history,
  purchases: z.array(purchaseView),
  points: z.array(pointsEntry),
  notes: z.array(note),
  letters: lettersAnswer.shape.items,
  sessions: z.array(session.omit({ isCurrent: true })),
  passkeys: z.array(passkeyView),
  kept: z.array(keptProduct),
});

/** GET /internal/customers/{id}: what Order needs. */
export const internalCustomer = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  language,
  phone: z.string().nullable(),
  smsOrderUpdates: z.boolean(),
  points: z.int(),
  tier: z.string(),
  addresses: z.array(address),
});

/** GET /internal/customers/{id}/points: what a cart may be paid with. */
export const internalPoints = z.object({
  /** What may be spent now. */
  points: z.int(),
  /** What a point pays. */
  pointMinor: z.int(),
  /** What points leave at least to be paid otherwise. */
  leftToPayMinorMin: z.int(),
});
/** GET /internal/customers/{id}/promotions: as `customer` of a basket. */
export const internalPromotions = z.object({
  tier: z.string(),
  firstOrder: z.boolean(),
  promotionUses: z.record(z.string(), z.int()),
});
/** POST /internal/customers/{id}/letters/left-cart. `id`: the same is one letter; `token`: of the link back to the cart. */
export const leftCartRequest = z.strictObject({
  id: z.uuid(),
  token: z.string().min(20).max(100),
  lines: z
    .array(
      z.strictObject({
        name: z.strictObject({ fr: z.string(), en: z.string() }),
        quantity: decimalString,
        amountMinor,
      }),
    )
    .min(1)
    .max(200),
  subtotalMinor: amountMinor,
});
export type LeftCart = z.infer<typeof leftCartRequest>;
export const leftCartAnswer = z.object({ outcome: z.enum(['queued', 'no-consent', 'too-soon']) });
export const holdRequest = z.strictObject({ points: z.int().positive() });
