/** The plugins, and of each the options, that this gateway executes. Source: developer.konghq.com/plugins. */
import { z } from 'zod';

const limit = z.int().positive();
/** `Name:value` */
const nameAndValue = z.string().regex(/^[^:]+:.+$/);

const correlationId = z.strictObject({
  name: z.literal('correlation-id'),
  config: z.strictObject({
    header_name: z.string().min(1),
    generator: z.literal('uuid'),
    echo_downstream: z.boolean(),
  }),
});

const keyAuth = z.strictObject({
  name: z.literal('key-auth'),
  config: z.strictObject({
    key_names: z.array(z.string().min(1)).min(1),
    key_in_header: z.literal(true),
    key_in_query: z.literal(false, 'must be false: addresses end up in logs'),
    key_in_body: z.literal(false),
    hide_credentials: z.boolean(),
    run_on_preflight: z.literal(false),
  }),
});

const jwt = z.strictObject({
  name: z.literal('jwt'),
  config: z.strictObject({
    /** Looked for among the claims, then in the header, where signers put their key's id. */
    key_claim_name: z.string().min(1),
    claims_to_verify: z.tuple([z.literal('exp')]),
    header_names: z.array(z.string().min(1)).length(1),
    uri_param_names: z.tuple([], 'must be empty: addresses end up in logs'),
    cookie_names: z.tuple([]),
    run_on_preflight: z.literal(false),
  }),
});

const acl = z.strictObject({
  name: z.literal('acl'),
  config: z.strictObject({ allow: z.array(z.string().min(1)).min(1), hide_groups_header: z.literal(true) }),
});

const requestTransformer = z.strictObject({
  name: z.literal('request-transformer'),
  config: z.strictObject({
    remove: z.strictObject({ headers: z.array(z.string().min(1)).min(1) }),
    /** Added where the header is not there (any more). */
    add: z.strictObject({ headers: z.array(nameAndValue).min(1) }).optional(),
  }),
});

const responseTransformer = z.strictObject({
  name: z.literal('response-transformer'),
  config: z.strictObject({ add: z.strictObject({ headers: z.array(nameAndValue).min(1) }) }),
});

const cors = z.strictObject({
  name: z.literal('cors'),
  config: z.strictObject({
    origins: z.array(z.url()).min(1),
    methods: z.array(z.string()).min(1),
    headers: z.array(z.string()).min(1),
    exposed_headers: z.array(z.string()),
    credentials: z.boolean(),
    max_age: z.int().nonnegative(),
  }),
});

const requestSizeLimiting = z.strictObject({
  name: z.literal('request-size-limiting'),
  config: z.strictObject({
    allowed_payload_size: limit,
    size_unit: z.enum(['bytes', 'kilobytes', 'megabytes']),
  }),
});

/** With `ssl` Redis is known by the authorities of the file, as services are. A real Kong looks for them in `lua_ssl_trusted_certificate`. */
const redisPlace = z
  .strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65_535),
    ssl: z.boolean(),
    ssl_verify: z.boolean(),
  })
  .refine(
    (redis) => redis.ssl === redis.ssl_verify,
    'a Redis over TLS is verified (ssl_verify), and only such a one',
  );
export type RedisPlace = z.infer<typeof redisPlace>;

const rateLimiting = z.strictObject({
  name: z.literal('rate-limiting'),
  config: z
    .strictObject({
      second: limit.optional(),
      minute: limit.optional(),
      hour: limit.optional(),
      limit_by: z.enum(['ip', 'consumer', 'header']),
      header_name: z.string().min(1).optional(),
      policy: z.literal('redis'),
      /** Seconds until what was counted here is told to Redis; -1, as without it: each request is counted there, and waits for it. */
      sync_rate: z.union([z.literal(-1), z.number().positive()]).optional(),
      fault_tolerant: z.literal(true),
      redis: redisPlace,
    })
    .refine((config) => config.second ?? config.minute ?? config.hour, 'needs one of second, minute, hour')
    .refine(
      (config) => (config.limit_by === 'header') === (config.header_name !== undefined),
      'header_name goes with limit_by: header, and only with it',
    ),
});

/** What a consumer may have of its own. */
export const consumerPluginSchema = rateLimiting.refine(
  ({ config }) => config.limit_by === 'consumer',
  'a consumer is limited as itself (limit_by: consumer)',
);

const prometheus = z.strictObject({
  name: z.literal('prometheus'),
  config: z.strictObject({
    status_code_metrics: z.literal(true),
    latency_metrics: z.literal(true),
    upstream_health_metrics: z.literal(true),
  }),
});

const opentelemetry = z.strictObject({
  name: z.literal('opentelemetry'),
  config: z.strictObject({
    traces_endpoint: z.url(),
    /** The part of all traces that is kept; 0: none, and none costs anything. */
    sampling_rate: z.number().min(0).max(1),
    propagation: z.strictObject({
      extract: z.tuple([z.literal('w3c')]),
      inject: z.tuple([z.literal('w3c')]),
      default_format: z.literal('w3c'),
    }),
    resource_attributes: z.strictObject({ 'service.name': z.literal('gateway') }),
  }),
});

const plugins = [
  correlationId,
  cors,
  jwt,
  keyAuth,
  requestSizeLimiting,
  acl,
  rateLimiting,
  requestTransformer,
  responseTransformer,
  prometheus,
  opentelemetry,
] as const;
const known = plugins.map(({ shape }) => shape.name.value).join(', ');

export const pluginSchema = z.discriminatedUnion('name', plugins, {
  error: `a plugin that this gateway does not execute; it knows ${known}`,
});

export type Plugin = z.infer<typeof pluginSchema>;
export type PluginName = Plugin['name'];
export type PluginConfig<Name extends PluginName> = Extract<Plugin, { name: Name }>['config'];
