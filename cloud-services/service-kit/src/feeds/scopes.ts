/** A store's reader also gets what goes to all. */
export const scopesOf = (scope: string): string[] => (scope === '*' ? ['*'] : [scope, '*']);
