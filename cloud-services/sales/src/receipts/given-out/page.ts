/**
 * `GET /r/{code}`: what the code on a receipt opens, for whoever holds the paper. It tells what the paper tells, and nothing of who bought.
 * Until the store has told of the sale, what the code itself says. Source: docs/adr/0061.
 */
import { type Database, type Route, route, streamed } from '@comptoir/service-kit';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { htmlOf, htmlPolicy } from '../formats/html.ts';
import { pdfOf } from '../formats/pdf.ts';
import { documentOf, type Language, type Shop, titleOf } from '../formats/receipt.ts';
import { genuine } from './genuine.ts';
import { notGenuine, onItsWay } from './sentences.ts';

export type PageParts = Readonly<{
  database: Database;
  shopOf: (storeId: string) => Promise<Shop | undefined>;
}>;

export const receiptPage = ({ database, shopOf }: PageParts): Route =>
  route({
    method: 'get',
    path: '/r/:code',
    summary: 'A receipt, by the code on its paper: a page, or a PDF',
    params: z.object({ code: z.string().max(1_000) }),
    query: z.object({ language: z.enum(['fr', 'en']).optional(), form: z.literal('pdf').optional() }),
    answers: { 200: null, 404: null },
    produces: 'text/html',
    async handle({ params, query, request, response }) {
      const found = await genuine(database, params.code);
      // The code is a key to the receipt: it goes to no other site, and no index keeps it.
      response.set({
        ...{
          'referrer-policy': 'no-referrer',
          'x-robots-tag': 'noindex',
          'cache-control': 'private, no-store',
        },
      });
      const told = found?.told;
      const language: Language = query.language ?? told?.language ?? 'fr';
      response.set('content-language', language);
      if (told && query.form === 'pdf') {
        const document = documentOf(told, await shopOf(told.storeId), language);
        response.type('pdf').send(await pdfOf(document, titleOf(told, language)));
      } else if (told) {
        const page = htmlOf(
          documentOf(told, await shopOf(told.storeId), language),
          titleOf(told, language),
          language,
          linksOf(request, language),
        );
        sendPage(response, 200, page);
      } else {
        const { document, title } = found ? onItsWay(found.token, language) : notGenuine(language);
        sendPage(response, found ? 200 : 404, htmlOf(document, title, language));
      }
      return streamed;
    },
  });

const sendPage = (response: Response, status: number, page: string): void =>
  void response.status(status).set('content-security-policy', htmlPolicy).type('html').send(page);

function linksOf({ path }: Request, language: Language) {
  const here = path.split('/').at(-1) ?? '';
  return [
    {
      href: `${here}?language=${language}&form=pdf`,
      text: language === 'fr' ? 'Garder en PDF' : 'Keep as PDF',
      language,
    },
    language === 'fr'
      ? { href: `${here}?language=en`, text: 'English', language: 'en' as const }
      : { href: `${here}?language=fr`, text: 'Français', language: 'fr' as const },
  ];
}
