/** By what sales are grouped in the consolidated report. By itself, so that a page can list them without what checks bodies. */
export const groupings = [
  'day',
  'week',
  'month',
  'store',
  'channel',
  'category',
  'cashier',
  'tender',
  'tax',
] as const;
