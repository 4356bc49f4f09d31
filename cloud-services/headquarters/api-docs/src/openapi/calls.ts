/** The calls of a document, one by one, in the order in which they are shown. */
import type { Document, Operation } from '../../../src/api-docs/openapi.ts';

export type Call = Readonly<{
  /** Names it in the page's address: `get:/api/v1/products/{id}`. */
  id: string;
  service: string;
  method: string;
  path: string;
  operation: Operation;
}>;

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Services in the order of the document's tags, then by path, reading before changing. */
export function callsOf(document: Document): readonly Call[] {
  const calls = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Call => {
      const service = operation.tags?.[0] ?? '';
      return { id: `${method}:${path}`, service, method, path, operation };
    }),
  );
  const services = (document.tags ?? []).map(({ name }) => name);
  const rank = ({ service, method }: Call) => [services.indexOf(service), methods.indexOf(method)] as const;
  return calls.sort((one, other) => {
    const [service, method] = rank(one);
    const [otherService, otherMethod] = rank(other);
    return (
      service - otherService ||
      (one.path < other.path ? -1 : one.path > other.path ? 1 : method - otherMethod)
    );
  });
}
