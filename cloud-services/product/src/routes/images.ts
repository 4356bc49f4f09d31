/** The demo's drawn pictures. A picture's name holds a hash of what it shows, so that it may be kept for ever. */
import { readFile } from 'node:fs/promises';
import { notFound } from '@comptoir/service-kit/http/problem';
import { type Route, route, streamed } from '@comptoir/service-kit/http/route';
import { z } from 'zod';

/** @param folder where the pictures lie. */
export const imageRoute = (folder: URL): Route =>
  route({
    method: 'get',
    path: '/api/v1/products/images/:file',
    summary: 'A picture',
    params: z.strictObject({ file: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*\.svg$/) }),
    answers: { 200: null },
    produces: 'image/svg+xml',
    async handle({ params, response }) {
      const picture = await readFile(new URL(params.file, folder)).catch(() => undefined);
      if (!picture) throw notFound('picture');
      response
        .set({
          'content-type': 'image/svg+xml',
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'access-control-allow-origin': '*',
        })
        .send(picture);
      return streamed;
    },
  });
