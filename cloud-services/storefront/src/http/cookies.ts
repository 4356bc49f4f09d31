/** Cookies of the shop: none can be read by a script, and none is sent by a form of another site. Source: RFC 6265bis. */

export const cookieNames = {
  cart: 'comptoir_cart',
  access: 'comptoir_access',
  refresh: 'comptoir_refresh',
  orders: 'comptoir_orders',
  audience: 'comptoir_audience',
  visitor: 'comptoir_visitor',
  flash: 'comptoir_flash',
  seen: 'comptoir_seen',
  kept: 'comptoir_kept',
  area: 'comptoir_area',
} as const;
export type CookieName = keyof typeof cookieNames;

export type Jar = Readonly<{
  get(name: CookieName): string | undefined;
  /** @param maxAgeSeconds 0 deletes. */
  set(name: CookieName, value: string, maxAgeSeconds: number): void;
  delete(name: CookieName): void;
  /** `Set-Cookie` headers of what changed. */
  changes(): readonly string[];
}>;

export const dayS = 86_400;

export function openJar(header: string | undefined, isSecure: boolean): Jar {
  const known = parse(header);
  const changed = new Map<string, string>();

  function set(name: CookieName, value: string, maxAgeSeconds: number): void {
    const key = cookieNames[name];
    if (maxAgeSeconds > 0) known.set(key, value);
    else known.delete(key);
    const secure = isSecure ? '; Secure' : '';
    // Said twice, since some programs take `Max-Age=0` for no limit.
    const gone = maxAgeSeconds > 0 ? '' : '; Expires=Thu, 01 Jan 1970 00:00:00 GMT';
    changed.set(
      key,
      `${key}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${gone}${secure}`,
    );
  }
  return {
    get: (name) => known.get(cookieNames[name]),
    set,
    delete: (name) => {
      if (known.has(cookieNames[name])) set(name, '', 0);
    },
    changes: () => [...changed.values()],
  };
}

function parse(header = ''): Map<string, string> {
  const pairs = header.split(';').flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    return at < 0 ? [] : [[part.slice(0, at).trim(), decoded(part.slice(at + 1).trim())]];
  });
  return new Map(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
