/**
 * Exits 0 when node_modules holds what the lock file says: every package in its version (optional ones of other
 * platforms aside). npm writes its hidden lock file last, so an installation that was cut short does not pass.
 */
import { readFileSync } from 'node:fs';

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
try {
  const installed = packagesOf('node_modules/.package-lock.json');
  const lacking = Object.entries(packagesOf('package-lock.json')).filter(([path, wanted]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return false;
    return installed[path] === undefined ? !wanted.optional : installed[path].version !== wanted.version;
  });
  process.exit(lacking.length === 0 ? 0 : 1);
} catch {
  process.exit(1);
}
