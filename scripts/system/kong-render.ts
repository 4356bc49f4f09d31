/** Puts addresses and secrets into kong/kong.yml: a scalar that is exactly `{{name}}` becomes that value. */
import { parseDocument, visit } from 'yaml';

export type KongValues = Readonly<Record<string, string | number | boolean | readonly object[]>>;

const variable = /^\{\{(\w+)\}\}$/;

/**
 * @returns the file with every variable replaced, comments kept.
 * @throws Error naming the variable that has no value, or the value that the file does not use.
 */
export function renderKong(template: string, values: KongValues): string {
  const document = parseDocument(template);
  const used = new Set<string>();
  visit(document, {
    Scalar(_key, node) {
      const name = typeof node.value === 'string' ? variable.exec(node.value)?.[1] : undefined;
      if (name === undefined) return undefined;
      const value = values[name];
      if (value === undefined) throw new Error(`kong.yml asks for {{${name}}}, which nobody gave`);
      used.add(name);
      if (typeof value === 'object') return document.createNode(value);
      node.value = value;
      // What is no text must not stay in quotes: Kong wants an integer there, or a boolean.
      if (typeof value !== 'string') delete node.type;
      return undefined;
    },
  });
  const unused = Object.keys(values).filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`kong.yml does not use ${unused.join(', ')}`);
  return document.toString();
}
