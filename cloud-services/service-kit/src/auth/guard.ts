/** A guard says who is calling, or throws 401/403. Its result reaches the handler as `caller`. */
import type { Request } from 'express';

export type Guard<C> = Readonly<{
  /** The scheme's name in the OpenAPI document. */
  scheme: 'staffToken' | 'deviceToken' | 'customerToken' | 'anyToken';
  /** A call without credentials is let in too. */
  isOptional?: true;
  /** Or with an API key, which the gateway checks. */
  orApiKey?: true;
  /** A header that it reads besides, for the OpenAPI document. */
  header?: Readonly<{ name: string; description: string; required: boolean; values: readonly string[] }>;
  check(request: Request): Promise<C>;
}>;
