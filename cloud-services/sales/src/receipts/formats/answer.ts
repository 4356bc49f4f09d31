import { problem } from '@comptoir/service-kit';
import type { Request, Response } from 'express';
import { escposOf } from './escpos.ts';
import { htmlOf, htmlPolicy } from './html.ts';
import { pdfOf } from './pdf.ts';
import { documentOf, type Language, type Receipt, type Shop, titleOf } from './receipt.ts';

/** @throws Problem 406 for a form that receipts do not have. */
export async function answerReceipt(
  request: Request,
  response: Response,
  receipt: Receipt,
  shop: Shop | undefined,
  language: Language,
): Promise<void> {
  const document = documentOf(receipt, shop, language);
  const title = titleOf(receipt, language);
  response.set({ vary: 'Accept', 'content-language': language });
  switch (request.accepts('html', 'pdf', 'application/vnd.escpos')) {
    case 'html':
      return void response
        .set('content-security-policy', htmlPolicy)
        .type('html')
        .send(htmlOf(document, title, language));
    case 'pdf':
      return void response.type('pdf').send(await pdfOf(document, title));
    case 'application/vnd.escpos':
      return void response.type('application/vnd.escpos').send(await escposOf(document));
    default:
      throw problem(
        406,
        'not-acceptable',
        'Receipts do not have this form',
        'Accept application/json, text/html, application/pdf or application/vnd.escpos.',
      );
  }
}
