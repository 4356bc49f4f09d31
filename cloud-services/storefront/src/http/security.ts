/** What a browser may do with our pages, and which forms we take. Source: CSP Level 3; Fetch, "Sec-Fetch-Site". */
import type { RequestHandler } from 'express';
import type { StorefrontConfig } from '../config.ts';

type Config = Pick<StorefrontConfig, 'paymentProviderOrigin' | 'publicUrl' | 'assetBase'>;

/** No script and no style stands in a page, so none has to be allowed there; only the card fields, and what a CDN hands out for us, come from elsewhere. */
export function policyOf({ paymentProviderOrigin, assetBase }: Config): string {
  const assets = assetBase === '' ? "'self'" : `'self' ${new URL(assetBase).origin}`;
  return [
    "default-src 'none'",
    `script-src ${assets}`,
    `style-src ${assets}`,
    `img-src ${assets}`,
    `font-src ${assets}`,
    "connect-src 'self'",
    "manifest-src 'self'",
    `frame-src ${paymentProviderOrigin}`,
    // A form may end in a redirect to the provider's 3-D Secure page.
    `form-action 'self' ${paymentProviderOrigin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function securityHeaders(config: Config): RequestHandler {
  const isSecure = config.publicUrl.startsWith('https:');
  const headers = {
    'Content-Security-Policy': policyOf(config),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Links of orders and passwords carry a token: no other site learns it.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': `camera=(), microphone=(), geolocation=(self), payment=(self "${config.paymentProviderOrigin}")`,
    ...(isSecure ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  };
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}

/** A form is taken from our own pages only: browsers say where it comes from, and a SameSite cookie alone would trust our neighbours. */
export function isFromOurPages(
  headers: Readonly<{
    origin?: string | undefined;
    host?: string | undefined;
    fetchSite?: string | undefined;
  }>,
): boolean {
  if (headers.fetchSite !== undefined) return headers.fetchSite === 'same-origin';
  if (headers.origin === undefined || headers.host === undefined) return false;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}
