import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';
import { bodyTooLarge } from '../refusal.ts';

const unitBytes = { bytes: 1, kilobytes: 1_024, megabytes: 1_048_576 } as const;

/** Refuses by the length announced; a body that announces none is counted as it passes (`counted-body.ts`). */
export function requestSizeLimiting(
  exchange: Exchange,
  config: PluginConfig<'request-size-limiting'>,
): PluginResult {
  const bytesMax = config.allowed_payload_size * unitBytes[config.size_unit];
  exchange.bodyBytesMax = bytesMax;
  const announced = Number(exchange.headers['content-length'] ?? 0);
  return announced > bytesMax ? { kind: 'refusal', refusal: bodyTooLarge(bytesMax) } : undefined;
}
