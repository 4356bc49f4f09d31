/** The options that both commands take. */
import { parseArgs } from 'node:util';
import type { Language } from './told.ts';

export type Options = Readonly<{
  what: string;
  /** Base64. */
  trustedKey: string | undefined;
  asJson: boolean;
  language: Language;
}>;

/** French, unless the machine speaks English. */
const languageOf = (name: string): Language => (/^en/i.test(name) ? 'en' : 'fr');

/** @throws with one sentence where the command cannot be understood. */
export function optionsOf(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      json: { type: 'boolean', default: false },
      language: { type: 'string' },
    },
  });
  const [what, ...more] = positionals;
  if (what === undefined || more.length > 0)
    throw new Error('name one archive, journal.db or postgres:// address');
  return {
    what,
    trustedKey: values.key,
    asJson: values.json,
    language: languageOf(values.language ?? env.LC_ALL ?? env.LANG ?? ''),
  };
}
