/** The page that a browser keeps for when the shop cannot be reached: `GET /offline/fr`, `GET /offline/en`. */
import type { RequestHandler } from 'express';
import { sendText } from './packed.ts';
import type { PageRenderer } from './page-renderer.ts';

export const offline =
  (renderer: PageRenderer, timeZone: string): RequestHandler =>
  async (request, response) => {
    const language = request.params.language === 'en' ? 'en' : 'fr';
    response.set('Cache-Control', 'no-cache');
    await sendText(
      request,
      response,
      'html',
      renderer.renderOffline(language, { assets: renderer.assets, timeZone }),
    );
  };
