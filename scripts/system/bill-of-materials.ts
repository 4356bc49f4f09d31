/** What npm tells of what we are made of. Source: CycloneDX 1.5; docs.npmjs.com, npm-audit, "--json". */

type Bill = Readonly<{
  bomFormat?: string;
  components?: readonly Readonly<{ name?: string; version?: string; purl?: string }>[];
}>;

/** @returns how many components it names. @throws Error for what is no bill of materials, or an empty one. */
export function componentsOf(text: string): number {
  const { bomFormat, components = [] } = JSON.parse(text) as Bill;
  const named = components.filter(({ name, version, purl }) => name && version && purl);
  if (bomFormat !== 'CycloneDX' || named.length === 0 || named.length < components.length)
    throw new Error('npm made no whole bill of materials');
  return named.length;
}

type Audit = Readonly<{ metadata?: { vulnerabilities?: Readonly<Record<string, number>> } }>;

/** One line for people. */
export function holesIn(text: string): string {
  const found = parsed(text)?.metadata?.vulnerabilities;
  if (!found) return 'warning: nobody could be asked for known holes';
  const told = Object.entries(found).filter(([level, count]) => level !== 'total' && count > 0);
  if (told.length === 0) return 'no known hole';
  return `warning: known holes: ${told.map(([level, count]) => `${count} ${level}`).join(', ')} (npm audit tells more)`;
}

function parsed(text: string): Audit | undefined {
  try {
    return JSON.parse(text) as Audit;
  } catch {
    return undefined;
  }
}
