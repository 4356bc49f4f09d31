import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';

/** Takes headers away, whether the client sent them or an earlier plugin set them; then adds those of the file. */
export function requestTransformer(
  { headers, serviceHeaders }: Exchange,
  { remove, add }: PluginConfig<'request-transformer'>,
): PluginResult {
  for (const name of remove.headers) serviceHeaders[name.toLowerCase()] = undefined;
  for (const text of add?.headers ?? []) {
    const name = text.slice(0, text.indexOf(':')).toLowerCase();
    const isThere = name in serviceHeaders ? serviceHeaders[name] !== undefined : headers[name] !== undefined;
    if (!isThere) serviceHeaders[name] = text.slice(text.indexOf(':') + 1);
  }
  return undefined;
}
