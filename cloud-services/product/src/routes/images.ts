/** The demo's drawn pictures and those that head office added. A name holds a hash of what it shows, so that it may be kept for ever. */
import { readFile } from 'node:fs/promises';
import type { Tokens } from '@comptoir/service-kit/auth/tokens';
import type { Database } from '@comptoir/service-kit/db/database';
import { notFound } from '@comptoir/service-kit/http/problem';
import { mutation, type Route, route, streamed } from '@comptoir/service-kit/http/route';
import { z } from 'zod';
import { addPicture, pictureName, pictureRequest, pictureView, readPicture } from '../pictures/pictures.ts';

const drawnName = /^[a-z0-9]+(-[a-z0-9]+)*\.svg$/;
const types: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  webp: 'image/webp',
  png: 'image/png',
  jpg: 'image/jpeg',
};

/** @param folder where the drawn pictures lie. */
export const imageRoutes = (database: Database, tokens: Tokens, folder: URL): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/products/images/:file',
    summary: 'A picture',
    params: z.strictObject({ file: z.union([z.string().regex(drawnName), z.string().regex(pictureName)]) }),
    answers: { 200: null },
    produces: 'image/*',
    async handle({ params: { file }, response }) {
      const picture = drawnName.test(file)
        ? await readFile(new URL(file, folder)).catch(() => undefined)
        : await readPicture(database, file);
      if (!picture) throw notFound('picture');
      response
        .set({
          'content-type': types[file.split('.').at(-1) ?? ''],
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'x-content-type-options': 'nosniff',
          'access-control-allow-origin': '*',
        })
        .send(picture);
      return streamed;
    },
  }),
  mutation(database, {
    method: 'post',
    path: '/api/v1/products/images',
    summary: 'Add a picture, in three sizes; a product shows it once its imageUrl says so',
    guard: tokens.requireStaff('head-office'),
    body: pictureRequest,
    answers: { 201: pictureView },
    handle: async ({ body, caller }, tx) => ({ status: 201, body: await addPicture(tx, body, caller.id) }),
  }),
];
