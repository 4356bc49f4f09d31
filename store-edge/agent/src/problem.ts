/**
 * A foreseen refusal, as a value: the shell turns it into problem details (RFC 9457) of type `/problems/<type>`.
 * `detail` says what to do next; `more` holds the members that a client may decide by.
 */
export type Problem = Readonly<{
  refused: true;
  status: number;
  type: string;
  title: string;
  detail: string;
  more: Readonly<Record<string, unknown>>;
}>;

export function problem(
  status: number,
  type: string,
  title: string,
  detail: string,
  more: Record<string, unknown> = {},
): Problem {
  return { refused: true, status, type, title, detail, more };
}

export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;

/** Until the store's configuration and catalogue have come for the first time. */
export const notReady = (): Problem =>
  problem(
    503,
    'not-ready',
    'The store is being prepared',
    'It is still on its way down from head office: try again shortly.',
    { retryAfterSeconds: 2 },
  );
