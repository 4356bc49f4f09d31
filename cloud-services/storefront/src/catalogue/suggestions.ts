/** What the search field offers while somebody types: `GET /suggestions?q=&language=`. */
import { randomUUID } from 'node:crypto';
import type { SearchAnswer } from '@comptoir/product/api';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Suggestion } from '../../app/src/shared/shapes/catalogue.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { cardsOf } from './cards.ts';

const suggestionsMax = 7;
const asked = z.object({ q: z.string().trim().min(1).max(200), language: z.enum(['fr', 'en']) });

export const suggestions =
  (gateway: Gateway): RequestHandler =>
  async (request, response) => {
    const query = asked.safeParse(request.query);
    if (!query.success) return void response.status(400).json({ items: [] });
    const { q, language } = query.data;
    const address = request.socket.remoteAddress ?? '';
    const calls = gateway.for({ language, address, correlationId: randomUUID() });
    const reply = await calls.call<SearchAnswer>({
      method: 'POST',
      path: '/api/v1/products/search',
      body: { query: q, limit: suggestionsMax },
    });
    if (!reply.ok) return void response.status(503).json({ items: [] });
    const found = reply.body.items.slice(0, suggestionsMax);
    const cards = await cardsOf({ language, gateway: calls }, found);
    const items = cards.map(
      ({ code, name, priceMinor, picture }): Suggestion => ({ code, name, priceMinor, picture }),
    );
    response.set('Cache-Control', 'private, max-age=30').json({ items });
  };
