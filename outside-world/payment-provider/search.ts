/** The part of Stripe's search language that asks for metadata. Source: https://docs.stripe.com/search, Query language. */
import type { Intent } from './objects.ts';
import { invalidRequest } from './refusal.ts';

/** `metadata['order']:'0193…' AND status:'succeeded'` */
export function matching(query: string): (intent: Intent) => boolean {
  const clauses = query.split(/\s+AND\s+/i).map((clause) => {
    const metadata = /^metadata\[(['"])(.+?)\1\]:(['"])(.*)\3$/.exec(clause.trim());
    const status = /^status:(['"])(\w+)\1$/.exec(clause.trim());
    if (metadata) return (intent: Intent) => intent.metadata[metadata[2] ?? ''] === metadata[4];
    if (status) return (intent: Intent) => intent.status === status[2];
    throw invalidRequest(`We were unable to parse your search query: ${clause}`);
  });
  return (intent) => clauses.every((holds) => holds(intent));
}
