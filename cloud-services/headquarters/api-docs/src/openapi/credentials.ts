/** Who may make a call. */
import type { Operation } from '../../../src/api-docs/openapi.ts';

export type Scheme = 'staffToken' | 'customerToken' | 'deviceToken' | 'anyToken' | 'apiKey';

/** Any one of them is enough. */
export type Credential = Readonly<{
  /** None: without a credential. */
  scheme?: Scheme;
  /** As a shell writes it. */
  header?: string;
}>;

const headers: Readonly<Record<Scheme, string>> = {
  staffToken: '"Authorization: Bearer $STAFF_TOKEN"',
  customerToken: '"Authorization: Bearer $CUSTOMER_TOKEN"',
  deviceToken: '"Authorization: Bearer $DEVICE_TOKEN"',
  anyToken: '"Authorization: Bearer $TOKEN"',
  apiKey: '"apikey: $API_KEY"',
};
const isScheme = (name: string): name is Scheme => name in headers;

export function credentialsOf({ security = [{}] }: Operation): readonly Credential[] {
  return security.map((one): Credential => {
    const scheme = Object.keys(one).find(isScheme);
    return scheme === undefined ? {} : { scheme, header: headers[scheme] };
  });
}
