/**
 * The part of Kong 3.x's declarative configuration that this gateway executes. Every object is strict: a key, a plugin
 * or an option that is not here stops the start, because a rule that is silently not executed is worse than none.
 * Source: developer.konghq.com/gateway/entities (service, route, upstream, target, consumer, plugin).
 */
import { z } from 'zod';
import { consumerPluginSchema, pluginSchema } from './plugin-declaration.ts';

const name = z.string().regex(/^[A-Za-z0-9._~-]+$/, 'letters, digits, ".", "_", "~" and "-" only');
const tags = z.array(z.string()).optional();
const timeoutMs = z.int().positive().max(3_600_000);
const statuses = z.array(z.int().min(100).max(999)).min(1);

const method = z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const routeSchema = z.strictObject({
  name,
  /** Prefixes. Regular expressions (Kong's leading `~`) are not executed here. */
  paths: z
    .array(z.string().regex(/^\/[^~]*$/, 'must begin with "/" (regular expressions are not supported)'))
    .min(1),
  methods: z.array(method).min(1).optional(),
  /** One value a header: plain text, or a regular expression after `~*`. */
  headers: z.record(z.string(), z.array(z.string()).length(1)).optional(),
  strip_path: z.literal(false, 'must be false: paths reach the service as the client wrote them'),
  /** Bodies always stream here; Kong needs to be told. */
  request_buffering: z.literal(false).optional(),
  response_buffering: z.literal(false).optional(),
  plugins: z.array(pluginSchema).optional(),
  tags,
});

const serviceSchema = z.strictObject({
  name,
  /** Must be the name of an upstream of this file. */
  host: name,
  protocol: z.enum(['http', 'https']),
  /** With https: who we are, who signed for the service, and that it is checked. */
  client_certificate: z.uuid().optional(),
  ca_certificates: z.array(z.uuid()).min(1).optional(),
  tls_verify: z.literal(true, 'must be true: a service that nobody checks may be anybody').optional(),
  connect_timeout: timeoutMs,
  /** Between two reads: the longest silence of the service. */
  read_timeout: timeoutMs,
  /** Further targets tried when one cannot be reached. */
  retries: z.int().min(0).max(10),
  routes: z.array(routeSchema).min(1),
  plugins: z.array(pluginSchema).optional(),
  tags,
});

const passiveHealthy = z.strictObject({ successes: z.int().positive(), http_statuses: statuses });
const passiveUnhealthy = z.strictObject({
  http_failures: z.int().nonnegative(),
  tcp_failures: z.int().nonnegative(),
  timeouts: z.int().nonnegative(),
  http_statuses: statuses,
});
const intervalSeconds = z.number().positive();

const healthchecksSchema = z.strictObject({
  active: z.strictObject({
    type: z.enum(['http', 'https']),
    https_verify_certificate: z.literal(true).optional(),
    http_path: z.string().startsWith('/'),
    timeout: z.number().positive(),
    healthy: passiveHealthy.extend({ interval: intervalSeconds }),
    unhealthy: passiveUnhealthy.extend({ interval: intervalSeconds }),
  }),
  passive: z.strictObject({
    type: z.literal('http'),
    healthy: passiveHealthy,
    unhealthy: passiveUnhealthy,
  }),
});

const upstreamSchema = z.strictObject({
  name,
  algorithm: z.literal('round-robin'),
  /** What services are asked for, and what their certificates must name. */
  host_header: name.optional(),
  /** Shown by probes. */
  client_certificate: z.uuid().optional(),
  targets: z
    .array(
      z.strictObject({
        target: z.string().regex(/^[^:/]+:\d+$/, 'must be host:port'),
        weight: z.literal(100),
        tags,
      }),
    )
    .min(1),
  healthchecks: healthchecksSchema,
  tags,
});

const consumerSchema = z.strictObject({
  username: z.string().min(1),
  keyauth_credentials: z
    .array(z.strictObject({ key: z.string().min(16, 'a key of at least 16 characters') }))
    .optional(),
  /** Kong names the field after RSA; it takes any public key in PEM. */
  jwt_secrets: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        algorithm: z.literal('EdDSA'),
        rsa_public_key: z.string().startsWith('-----BEGIN PUBLIC KEY-----'),
      }),
    )
    .optional(),
  acls: z.array(z.strictObject({ group: z.string().min(1) })).optional(),
  /** Instead of what a route, a service or everybody has by that name. */
  plugins: z.array(consumerPluginSchema).max(1).optional(),
  tags,
});

const pem = (what: string) => z.string().startsWith(`-----BEGIN ${what}-----`);
const certificateSchema = z.strictObject({
  id: z.uuid(),
  cert: pem('CERTIFICATE'),
  key: pem('PRIVATE KEY'),
  tags,
});
const authoritySchema = z.strictObject({ id: z.uuid(), cert: pem('CERTIFICATE'), tags });

export const declarationSchema = z.strictObject({
  _format_version: z.literal('3.0'),
  /** Where anchors are written down; Kong reads past it too. */
  _ignore: z.array(z.unknown()).optional(),
  certificates: z.array(certificateSchema).optional(),
  ca_certificates: z.array(authoritySchema).optional(),
  services: z.array(serviceSchema).min(1),
  upstreams: z.array(upstreamSchema).min(1),
  consumers: z.array(consumerSchema).optional(),
  plugins: z.array(pluginSchema).optional(),
});

export type Declaration = z.infer<typeof declarationSchema>;
export type Service = Declaration['services'][number];
export type Route = Service['routes'][number];
export type Upstream = Declaration['upstreams'][number];
export type HealthChecks = Upstream['healthchecks'];
