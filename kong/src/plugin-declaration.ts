/** The plugins, and of each the options, that this gateway executes. Source: developer.konghq.com/plugins. */
import { z } from 'zod';

const limit = z.int().positive();

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
  }),
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
      fault_tolerant: z.literal(true),
      redis: z.strictObject({ host: z.string().min(1), port: z.int().min(1).max(65_535) }),
    })
    .refine((config) => config.second ?? config.minute ?? config.hour, 'needs one of second, minute, hour')
    .refine(
      (config) => (config.limit_by === 'header') === (config.header_name !== undefined),
      'header_name goes with limit_by: header, and only with it',
    ),
});

const prometheus = z.strictObject({
  name: z.literal('prometheus'),
  config: z.strictObject({
    status_code_metrics: z.literal(true),
    latency_metrics: z.literal(true),
    upstream_health_metrics: z.literal(true),
  }),
});

const pluginNames = [
  'correlation-id',
  'key-auth',
  'cors',
  'request-size-limiting',
  'rate-limiting',
  'prometheus',
];

export const pluginSchema = z.discriminatedUnion(
  'name',
  [correlationId, keyAuth, cors, requestSizeLimiting, rateLimiting, prometheus],
  { error: `a plugin that this gateway does not execute; it knows ${pluginNames.join(', ')}` },
);

export type Plugin = z.infer<typeof pluginSchema>;
export type PluginName = Plugin['name'];
export type PluginConfig<Name extends PluginName> = Extract<Plugin, { name: Name }>['config'];
