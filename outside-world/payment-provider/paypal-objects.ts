/** What the PayPal-like surface keeps. Source: https://developer.paypal.com/docs/api/orders/v2/ */

export type PaypalOrder = Readonly<{
  id: string;
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED' | 'VOIDED';
  value: string;
  currency: string;
  customId: string;
  returnUrl: string;
  cancelUrl: string;
  authorization: Readonly<{ id: string; status: 'CREATED' | 'CAPTURED' | 'VOIDED' }> | null;
  capture: Readonly<{ id: string; value: string }> | null;
  refunds: readonly Readonly<{ id: string; value: string; customId: string | null }>[];
}>;
