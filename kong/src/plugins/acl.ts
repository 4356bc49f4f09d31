import type { Credentials } from '../credentials.ts';
import type { Exchange, PluginResult } from '../exchange.ts';
import type { PluginConfig } from '../plugin-declaration.ts';
import { notAllowed } from '../refusal.ts';

/** Lets through consumers of one of the groups; whoever is not known is of none. */
export function acl(
  { consumer }: Exchange,
  { allow }: PluginConfig<'acl'>,
  credentials: Credentials,
): PluginResult {
  const groups = credentials.groupsOf(consumer ?? '');
  return allow.some((group) => groups.has(group)) ? undefined : { kind: 'refusal', refusal: notAllowed() };
}
