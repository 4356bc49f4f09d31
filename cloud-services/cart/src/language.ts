import type { Request } from 'express';

/** The one that is preferred; French first. */
export const languageOf = (request: Request): 'fr' | 'en' =>
  request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
