import { type Route, route } from '@comptoir/service-kit/http/route';
import { offers, offersRequest } from '../api.ts';
import { languageOf } from '../language.ts';
import { offerOf } from '../offers.ts';
import { type CartParts, sellable } from '../parts.ts';

export const offering = (parts: CartParts): Route =>
  route({
    method: 'post',
    path: '/api/v1/cart/offers',
    summary: 'What the shop’s promotions make of products, each as anybody gets one of it',
    body: offersRequest,
    answers: { 200: offers },
    async handle({ body, request }) {
      const { products, rules } = await sellable(parts, body.productIds);
      const now = { ...parts, rules, at: new Date() };
      const items = [...products.values()].map((product) => offerOf(product, now, languageOf(request)));
      return { status: 200, headers: { vary: 'Accept-Language' }, body: { items } };
    },
  });
