import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';

/** Adds headers to answers that do not have them: a service that knows better says its own. */
export function responseTransformer(
  { answerDefaults }: Exchange,
  { add }: PluginConfig<'response-transformer'>,
): PluginResult {
  for (const text of add.headers) {
    const at = text.indexOf(':');
    answerDefaults[text.slice(0, at).toLowerCase()] = text.slice(at + 1);
  }
  return undefined;
}
