import { z } from 'zod';

const address = z.url().transform((text) => text.replace(/\/$/, ''));

export const storefrontEnvironment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** The address of this machine to listen at; `0.0.0.0`: every one, as in a container. */
  HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  /** Where this server reaches the gateway; it calls nobody else. */
  GATEWAY_URL: address,
  /** An application's key: with it, stock by store may be read. */
  GATEWAY_API_KEY: z.string().min(1),
  /** The payment provider as browsers see it: its card fields are framed, and nothing else from outside is. */
  PAYMENT_PROVIDER_ORIGIN: z.url().transform((text) => new URL(text).origin),
  /** This shop as browsers see it. */
  PUBLIC_SHOP_URL: address,
  /** Where browsers load scripts, styles, fonts and pictures from: a CDN that asks this shop once; absent: this shop itself. */
  ASSET_BASE_URL: address.optional(),
  /** Of the shop's home: days and hours on its pages are told by it. */
  SHOP_TIME_ZONE: z.string().default('America/Toronto'),
  /** Folder of the built web app. */
  APP_DIST: z.string().min(1),
});

export type StorefrontConfig = Readonly<{
  port: number;
  host: string;
  gatewayUrl: string;
  gatewayApiKey: string;
  paymentProviderOrigin: string;
  publicUrl: string;
  /** Without a slash at its end; empty: this shop itself. */
  assetBase: string;
  timeZone: string;
  appDist: string;
}>;

/** @throws Error naming every variable that is missing or malformed. */
export function readStorefrontConfig(env: NodeJS.ProcessEnv): StorefrontConfig {
  const parsed = storefrontEnvironment.safeParse(env);
  if (!parsed.success)
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    gatewayUrl: data.GATEWAY_URL,
    gatewayApiKey: data.GATEWAY_API_KEY,
    paymentProviderOrigin: data.PAYMENT_PROVIDER_ORIGIN,
    publicUrl: data.PUBLIC_SHOP_URL,
    assetBase: data.ASSET_BASE_URL ?? '',
    timeZone: data.SHOP_TIME_ZONE,
    appDist: data.APP_DIST,
  };
}
