/** Why goods come back, at a till and to the shop: one list, so that figures of both add up. */
export const returnReasons = ['changed-mind', 'defective', 'wrong-item', 'other'] as const;
export type ReturnReason = (typeof returnReasons)[number];
