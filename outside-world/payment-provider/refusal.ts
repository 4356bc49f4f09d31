/** Errors as Stripe tells them. Source: https://docs.stripe.com/api/errors */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, error: Readonly<Record<string, unknown>>) {
    super(String(error.message));
    this.status = status;
    this.body = { error };
  }
}

export const invalidRequest = (message: string, more: Readonly<Record<string, unknown>> = {}, status = 400) =>
  new Refusal(status, { type: 'invalid_request_error', message, ...more });

export const noSuch = (what: string, id: string) =>
  invalidRequest(`No such ${what}: '${id}'`, { code: 'resource_missing' }, 404);
