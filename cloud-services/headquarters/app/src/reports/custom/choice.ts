/** What may be chosen for a composed report, and what goes together. Pure. Reporting checks the same again. */
import type { CustomReport, Dimension, Measure } from '@comptoir/reporting/api';

/** Of what something is counted: whole sales and returns, their lines, their payments, their taxes. */
export const subjects = {
  document: {
    measures: [
      'totalMinor',
      'sales',
      'returns',
      'subtotalMinor',
      'discountMinor',
      'deliveryMinor',
      'taxMinor',
      'roundingMinor',
    ],
    own: [],
  },
  line: { measures: ['amountMinor', 'quantity'], own: ['category', 'product'] },
  tender: { measures: ['paidMinor'], own: ['tender'] },
  tax: { measures: ['chargedMinor'], own: ['tax'] },
} as const satisfies Record<string, { measures: readonly Measure[]; own: readonly Dimension[] }>;
export type Subject = keyof typeof subjects;

const shared = [
  'day',
  'week',
  'month',
  'weekday',
  'hour',
  'store',
  'channel',
  'kind',
  'register',
  'cashier',
] as const;
export const dimensionsMax = 4;

export const dimensionsOf = (subject: Subject): readonly Dimension[] => [...subjects[subject].own, ...shared];

export const subjectOf = ({ measures }: Pick<CustomReport, 'measures'>): Subject =>
  (Object.keys(subjects) as Subject[]).find((name) =>
    measures.some((measure) => (subjects[name].measures as readonly Measure[]).includes(measure)),
  ) ?? 'document';

/** Another subject: what it does not know is left out, and its first measure is chosen. */
export const withSubject = (before: CustomReport, subject: Subject): CustomReport => ({
  measures: [subjects[subject].measures[0]],
  dimensions: before.dimensions.filter((name) => dimensionsOf(subject).includes(name)),
  filters: {},
});
