import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { listOf, listQuery } from '@comptoir/service-kit/http/list';
import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { auditEntry, auditKind, plainText } from '../api.ts';
import { readAudit } from '../audit/read.ts';

export const auditRoute = (database: Database, tokens: Tokens): Route =>
  route({
    method: 'get',
    path: '/api/v1/products/audit',
    summary: 'Who changed what of the catalogue, prices and promotions, from what to what; newest first',
    guard: tokens.requireStaff('head-office'),
    query: z.strictObject({
      ...listQuery,
      kind: auditKind.optional(),
      by: plainText.max(100).optional(),
      q: plainText.max(200).optional(),
      from: z.iso.datetime().optional(),
      to: z.iso.datetime().optional(),
    }),
    answers: { 200: listOf(auditEntry) },
    handle: async ({ query }) => ({ status: 200, body: await readAudit(database, query) }),
  });
