/** `/api/v1/reports/alerts` and `/api/v1/reports/alert-rules`. */
import { randomUUID } from 'node:crypto';
import { rolesWith } from '@comptoir/service-kit/auth/roles';
import { decodeCursor, listOf, pageOf } from '@comptoir/service-kit/http/list';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { refusalOf } from '@comptoir/service-kit/outside/post';
import { z } from 'zod';
import type { RouteParts } from '../parts.ts';
import { scopeOf } from '../reports/scope.ts';
import {
  alert,
  alertCounts,
  alertPreview,
  alertPreviewRequest,
  alertRule,
  alertsQuery,
  type NewAlertRule,
  newAlertRule,
  snoozeRequest,
} from './api.ts';
import { acknowledge, countAlerts, listAlerts, snooze } from './notices.ts';
import { preview } from './preview.ts';
import { addRule, changeRule, listRules, removeRule } from './rules.ts';

const base = '/api/v1/reports';
const byAlert = z.strictObject({ alertId: z.uuid() });
const byRule = z.strictObject({ ruleId: z.uuid() });
const position = z.tuple([z.iso.datetime(), z.uuid()]);

export const alertRoutes = (parts: RouteParts): Route[] => [...inboxRoutes(parts), ...ruleRoutes(parts)];

const inboxRoutes = ({ database, tokens, clock }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: `${base}/alerts`,
    summary: 'Alerts of one’s stores and of the shop, newest first: those that are open, or all',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    query: alertsQuery,
    answers: { 200: listOf(alert) },
    async handle({ query: { cursor, limit, state }, caller }) {
      const asked = {
        openOnly: state === 'open',
        before: decodeCursor(position, cursor),
        limit: limit + 1,
      };
      const rows = await listAlerts(database.alone, scopeOf(caller, {}).storeIds, asked);
      return { status: 200, body: pageOf(rows, limit, ({ beganAt, alertId }) => [beganAt, alertId]) };
    },
  }),
  route({
    method: 'get',
    path: `${base}/alerts/count`,
    summary: 'How many alerts are open, and how many of them nobody has taken note of',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    answers: { 200: alertCounts },
    async handle({ caller }) {
      const body = await countAlerts(database.alone, scopeOf(caller, {}).storeIds, clock().now);
      return { status: 200, body };
    },
  }),
  mutation(database, {
    method: 'post',
    path: `${base}/alerts/:alertId/acknowledge`,
    summary: 'Take note of an alert: it is no longer unread, and says who knows',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    params: byAlert,
    answers: { 200: alert },
    async handle({ params, caller }, tx) {
      const by = { staffId: caller.id, storeIds: scopeOf(caller, {}).storeIds, now: clock().now };
      const body = await acknowledge(tx, params.alertId, by);
      if (!body) throw notFound('alert');
      return { status: 200, body };
    },
  }),
  mutation(database, {
    method: 'post',
    path: `${base}/alerts/:alertId/snooze`,
    summary: 'Put an alert off: for so long nothing of it is told, also if it ends and begins anew',
    guard: tokens.requireStaff(...rolesWith('read-sales')),
    params: byAlert,
    body: snoozeRequest,
    answers: { 200: alert },
    async handle({ params, body: { minutes }, caller }, tx) {
      const until = new Date(clock().now.getTime() + minutes * 60_000);
      const body = await snooze(tx, params.alertId, scopeOf(caller, {}).storeIds, until);
      if (!body) throw notFound('alert');
      return { status: 200, body };
    },
  }),
];

const ruleRoutes = ({ database, tokens, clock, config }: RouteParts): Route[] => {
  const guard = tokens.requireStaff(...rolesWith('change-alerts'));
  const ruled = async (tx: Parameters<typeof listRules>[0], ruleId: string) => {
    const [body] = await listRules(tx, ruleId);
    if (!body) throw notFound('alert rule');
    return body;
  };
  const allowPrivate = config.WEBHOOK_PRIVATE_ADDRESSES === 'allow';
  return [
    route({
      method: 'get',
      path: `${base}/alert-rules`,
      summary: 'What is watched, and who is told',
      guard,
      answers: { 200: listOf(alertRule) },
      async handle() {
        return { status: 200, body: { items: await listRules(database.alone), nextCursor: null } };
      },
    }),
    mutation(database, {
      method: 'post',
      path: `${base}/alert-rules`,
      summary: 'Watch something',
      guard,
      body: newAlertRule,
      answers: { 201: alertRule },
      async handle({ body, caller }, tx) {
        requireOutside(body, allowPrivate);
        const ruleId = randomUUID();
        await addRule(tx, ruleId, body, caller.id);
        return { status: 201, body: await ruled(tx, ruleId) };
      },
    }),
    mutation(database, {
      method: 'put',
      path: `${base}/alert-rules/:ruleId`,
      summary: 'Change what is watched; what was found is judged anew',
      guard,
      params: byRule,
      body: newAlertRule,
      answers: { 200: alertRule },
      async handle({ params: { ruleId }, body }, tx) {
        requireOutside(body, allowPrivate);
        if (!(await changeRule(tx, ruleId, body))) throw notFound('alert rule');
        return { status: 200, body: await ruled(tx, ruleId) };
      },
    }),
    mutation(database, {
      method: 'delete',
      path: `${base}/alert-rules/:ruleId`,
      summary: 'Watch it no longer; what it found is forgotten',
      guard,
      params: byRule,
      answers: { 204: null },
      async handle({ params }, tx) {
        if (!(await removeRule(tx, params.ruleId))) throw notFound('alert rule');
        return { status: 204, body: null };
      },
    }),
    route({
      method: 'post',
      path: `${base}/alert-rules/preview`,
      summary: 'How often a rule would have rung in the last 30 days',
      guard,
      body: alertPreviewRequest,
      answers: { 200: alertPreview },
      async handle({ body }) {
        return { status: 200, body: await preview(database.alone, body, clock()) };
      },
    }),
  ];
};

/** @throws Problem 422 of a webhook that would lead into our own network; names are judged when they are called. */
function requireOutside({ webhooks }: NewAlertRule, allowPrivate: boolean): void {
  for (const url of webhooks) {
    const why = refusalOf(url, allowPrivate);
    if (why === undefined) continue;
    throw problem(
      422,
      'webhook-refused',
      'This webhook cannot be called',
      `${url}: ${why}. Give an https address that the internet can reach.`,
    );
  }
}
