import { type Route, route } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { boughtTogether } from '../api.ts';
import type { RouteParts } from '../parts.ts';
import { boughtTogether as readTogether } from '../reports/bought-together.ts';

/** Open to everybody, as the shop's pages that show it are. */
export const boughtTogetherRoutes = ({ database, clock }: RouteParts): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/reports/bought-together/:productId',
    summary: 'What is often bought with a product: for pages of the shop',
    params: z.strictObject({ productId: z.string().min(1).max(100) }),
    answers: { 200: boughtTogether },
    async handle({ params }) {
      const productIds = await readTogether(database, params.productId, clock().today);
      return { status: 200, body: { productIds } };
    },
  }),
];
