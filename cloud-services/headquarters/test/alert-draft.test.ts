import { expect, test } from 'vitest';
import { draftOf, newDraft, type RuleDraft, ruleOf } from '../app/src/alerts/draft.ts';

test('R1: a rule is sent as it was typed: dollars as cents, lists apart, and of no store where it is of the shop', () => {
  const typed: RuleDraft = {
    ...newDraft,
    ...{ name: 'Caisses', kind: 'cash-difference' as const, threshold: '5,25', storeIds: ['s1'] },
    ...{ mails: 'a@exemple.ca; b@exemple.ca', sms: '514 555-0123, +15145550124' },
  };
  const rule = ruleOf(typed, 'fr');
  expect(rule).toMatchObject({
    ...{ threshold: 525, storeIds: ['s1'], mails: ['a@exemple.ca', 'b@exemple.ca'] },
    ...{ sms: ['514 555-0123', '+15145550124'], webhooks: [] },
  });
  const kept = { ...rule, storeIds: ['s1'], ruleId: 'r1', webhookSecret: 'x', createdBy: 'u1', open: 0 };
  expect(
    ruleOf(draftOf({ ...kept, isOn: true, language: 'fr', mails: [], sms: [], webhooks: [] }), 'fr'),
  ).toMatchObject({
    ...{ threshold: 525, name: 'Caisses', storeIds: ['s1'] },
  });
  expect(ruleOf({ ...typed, kind: 'conversion-drop', threshold: '25' }, 'fr')).toMatchObject({
    ...{ threshold: 25, storeIds: null },
  });
});
