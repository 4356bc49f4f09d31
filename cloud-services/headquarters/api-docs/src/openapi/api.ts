import type { Schemas } from './shape.ts';

/** What calls are shown with, beside their own words. */
export type Api = Readonly<{
  /** Address before the paths. */
  server: string;
  schemas: Schemas;
}>;
