/** What a browser may do with what a store's server hands out. Source: CSP Level 3; OWASP Secure Headers Project. */
import { createHash } from 'node:crypto';

/** Of every answer: none of them is a page, unless it says so below. */
export const securityHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

const closed = ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'"];

/** Of an app whose scripts and styles are files of its own server; pictures it may also make itself. */
export const webAppPolicy = ["default-src 'self'", "img-src 'self' blob: data:", ...closed].join('; ');

/** Of a page that brings its script and its style with it: these and no others, told by their hashes. */
export function ownPagePolicy(html: string): string {
  const hashes = (tag: 'script' | 'style') =>
    [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))]
      .map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
      .join(' ');
  return [
    "default-src 'none'",
    "connect-src 'self'",
    'img-src data:',
    `script-src ${hashes('script')}`,
    `style-src ${hashes('style')}`,
    ...closed,
  ].join('; ');
}
