/** A customer’s account, and signing in. What the server gives its pages: types only, where both sides of the shop meet. */

import type { Language } from '../paths.ts';
import type { Address } from './address.ts';
import type { FormAnswer } from './form.ts';
import type { OrderSummary } from './order.ts';

/** Points that came or went, and by which bonuses. */
export type PointsMove = Readonly<{
  points: number;
  reason: 'purchase' | 'return' | 'spent' | 'given-back' | 'expired';
  at: string;
  number: string | null;
  bonuses: readonly Readonly<{ name: string; points: number }>[];
}>;
export type AccountData = Readonly<{
  name: string;
  email: string;
  points: number;
  worthMinor: number;
  tier: string;
  /** What is told or scanned at a till. */
  cardNumber: string | null;
  nextTier: Readonly<{ name: string; missing: number }> | null;
  /** The tier is kept by grace alone until then. */
  keptUntil: string | null;
  /** When the points end unless something is bought. */
  expiresAt: string | null;
  moves: readonly PointsMove[];
  orders: readonly OrderSummary[] | null;
}>;
export type ProfileData = Readonly<{
  firstName: string;
  lastName: string;
  email: string;
  language: Language;
  phone: string;
  smsOrderUpdates: boolean;
}>;
/** `edited`: the one whose form is open. */
export type AddressesData = Readonly<{ addresses: readonly Address[]; edited: Address | null }>;
/** Where somebody is signed in. */
export type OpenSession = Readonly<{
  id: string;
  lastSeenAt: string;
  browser: 'edge' | 'opera' | 'samsung' | 'firefox' | 'chrome' | 'safari' | 'other';
  system: 'ios' | 'android' | 'windows' | 'macos' | 'linux' | 'other';
  isCurrent: boolean;
}>;
export type SecurityData = Readonly<{
  sessions: readonly OpenSession[];
  codesSince: string | null;
  recoveryCodesLeft: number;
  passkeys: readonly Readonly<{ id: string; name: string; createdAt: string; lastUsedAt: string | null }>[];
  arePasskeysOffered: boolean;
}>;
/** What a browser hands to an authenticator; opaque to us. */
export type PasskeyOptions = Readonly<{ challenge: string }>;
export type SecurityAnswer = FormAnswer &
  Readonly<{
    /** For the app that makes codes. `picture`: the dark squares of a QR code, as the path of an SVG of `size` squares. */
    codes?: Readonly<{ secret: string; uri: string; picture: string; size: number }>;
    /** Shown once. */
    recoveryCodes?: readonly string[];
    passkeyOptions?: PasskeyOptions;
  }>;
export type SignInAnswer = FormAnswer &
  Readonly<{
    /** The password was right, and a code is wanted too. */
    challenge?: string;
    passkeyOptions?: PasskeyOptions;
  }>;
export type PrivacyData = Readonly<{ marketingEmail: boolean; analytics: boolean }>;
export type SignInData = Readonly<{ next: string | null }>;
export type TokenData = Readonly<{ token: string | null }>;
/** Of a form that asks for a letter with a link. */
export type LetterAnswer = FormAnswer & Readonly<{ sentTo?: string }>;
