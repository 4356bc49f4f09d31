/** A rule as its form holds it, and what is sent of it. */
import type { AlertKind, AlertRule, NewAlertRule } from '@comptoir/reporting/api';

export type RuleDraft = Readonly<{
  name: string;
  kind: AlertKind;
  /** As typed: dollars where the API wants minor units. */
  threshold: string;
  storeIds: readonly string[];
  isOn: boolean;
  mails: string;
  sms: string;
  webhooks: string;
}>;

export const usualThresholds: Readonly<Record<AlertKind, string>> = {
  'sales-off': '30',
  'conversion-drop': '25',
  'cart-abandonment': '75',
  'stock-out': '20',
  'cash-difference': '5',
  'edge-silent': '10',
  'reconciliation-off': '1',
};
/** Kinds of the shop as a whole: they are of no store. */
export const isOfShop = (kind: AlertKind): boolean =>
  kind === 'conversion-drop' || kind === 'cart-abandonment';

export const newDraft: RuleDraft = {
  name: '',
  kind: 'sales-off',
  threshold: usualThresholds['sales-off'],
  storeIds: [],
  isOn: true,
  mails: '',
  sms: '',
  webhooks: '',
};

const minorOf = (kind: AlertKind) => (kind === 'cash-difference' ? 100 : 1);

export const draftOf = (rule: AlertRule): RuleDraft => ({
  name: rule.name,
  kind: rule.kind,
  threshold: String(rule.threshold / minorOf(rule.kind)),
  storeIds: rule.storeIds ?? [],
  isOn: rule.isOn,
  mails: rule.mails.join(', '),
  sms: rule.sms.join(', '),
  webhooks: rule.webhooks.join('\n'),
});

/** Numbers may have spaces within, so lists of them are separated by commas. */
const listOf = (text: string, separator: RegExp) =>
  text
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== '');

export const judgedOf = ({ kind, threshold, storeIds }: RuleDraft) => ({
  kind,
  threshold: Math.round(Number(threshold.replace(',', '.')) * minorOf(kind)),
  storeIds: storeIds.length === 0 || isOfShop(kind) ? null : [...storeIds],
});

export const ruleOf = (draft: RuleDraft, language: 'fr' | 'en'): NewAlertRule => ({
  ...judgedOf(draft),
  name: draft.name,
  isOn: draft.isOn,
  language,
  mails: listOf(draft.mails, /[\s,;]+/),
  sms: listOf(draft.sms, /[,;\n]+/),
  webhooks: listOf(draft.webhooks, /\s+/),
});
