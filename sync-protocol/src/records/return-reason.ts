/** Why goods come back, at a till and to the shop: one list, so that figures of both add up. */
export const returnReasons = ['changed-mind', 'defective', 'wrong-item', 'other'] as const;
/** And why a till takes back what stays with its customer: it was booked by the wrong tender, and is sold again. */
export const wrongTender = 'wrong-tender';
export const tillReasons = [...returnReasons, wrongTender] as const;
export type ReturnReason = (typeof returnReasons)[number];
