/** What attributes there are: read by whoever shows products, written at head office. */
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { mutation, type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { changeOf } from '../admin/prices.ts';
import { renameInPromotions } from '../admin/promotions.ts';
import { attributeDefinition, attributeRequest } from '../api.ts';
import { attributeCode } from '../attributes/attributes.ts';
import { putDefinition, readDefinitions, removeDefinition } from '../attributes/definitions.ts';

const path = '/api/v1/products/attributes';
const byCode = z.strictObject({ code: z.string().regex(attributeCode) });

export function attributeRoutes(database: Database, tokens: Tokens): Route[] {
  const guard = tokens.requireStaff('head-office');
  return [
    route({
      method: 'get',
      path,
      summary: 'The attributes that products may have: type, unit, choices, in both languages',
      answers: { 200: z.object({ items: z.array(attributeDefinition) }) },
      handle: async () => ({ status: 200, body: { items: await readDefinitions(database) } }),
    }),
    mutation(database, {
      method: 'put',
      path: `${path}/:code`,
      summary: 'Define an attribute; what products say of it is put into its form',
      guard,
      params: byCode,
      body: attributeRequest,
      answers: { 200: attributeDefinition },
      async handle(input, tx) {
        const { code } = input.params;
        const body = await putDefinition(tx, code, input.body, changeOf(input));
        await renameInPromotions(tx, code, input.body.renamed ?? [], changeOf(input));
        return { status: 200, headers: { etag: `"${body.version}"` }, body };
      },
    }),
    mutation(database, {
      method: 'delete',
      path: `${path}/:code`,
      summary: 'Define an attribute no longer; what products say of it stays, as text',
      guard,
      params: byCode,
      answers: { 204: null },
      async handle(input, tx) {
        await removeDefinition(tx, input.params.code, changeOf(input));
        return { status: 204, body: null };
      },
    }),
  ];
}
