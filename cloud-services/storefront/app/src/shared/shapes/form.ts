/** What forms are answered. What the server gives its pages: types only, where both sides of the shop meet. */
/** Form fields that did not pass, by the field's name. */
export type FieldFault =
  | 'required'
  | 'email'
  | 'password-short'
  | 'password-common'
  | 'postal-code'
  | 'postal-code-us'
  | 'postal-code-fr'
  | 'state'
  | 'phone'
  | 'too-long'
  | 'gift-code'
  | 'gift-unknown'
  | 'gift-refused'
  | 'gift-empty'
  | 'slot-taken'
  | 'invalid';
export type FormAnswer = Readonly<{
  faults: Readonly<Record<string, FieldFault>>;
  /** About the form as a whole. */
  problem?: FormProblem;
  /** What was typed, so that a page without script keeps it; never a password. */
  values: Readonly<Record<string, string>>;
}>;
export type FormProblem =
  | 'bad-credentials'
  | 'wrong-password'
  | 'wrong-code'
  | 'sign-in-too-old'
  | 'passkey-refused'
  | 'too-many-tries'
  | 'link-expired'
  | 'unavailable'
  | 'refused'
  | 'order-in-progress'
  | 'not-delivered-there'
  | 'payment-not-ready'
  | 'order-refused'
  | 'less-than-taken'
  | 'too-late'
  | 'other-taxes'
  | 'nothing-left'
  | 'nothing-chosen'
  | 'more-than-left'
  | 'quantity'
  | 'exchange-not-possible'
  | 'cart-short'
  | 'slot-taken';
