import type { IncomingMessage } from 'node:http';

/** The path as the client wrote it, without the query. */
export const pathOf = (request: IncomingMessage) => (request.url ?? '').split('?', 1)[0] ?? '';

/** Services route by the text of the path: `/a/../b` must not pass under the rules of `/a`. */
export function isPlain(path: string): boolean {
  const segments = path.toLowerCase().replaceAll('%2e', '.').split('/');
  return path.startsWith('/') && !segments.includes('..') && !segments.includes('.');
}
