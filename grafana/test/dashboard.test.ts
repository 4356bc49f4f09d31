import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dashboardText } from '../dashboard.ts';

test('N4: the dashboard that is committed is the one that the code makes', () => {
  const committed = readFileSync(new URL('../dashboards/comptoir.json', import.meta.url), 'utf8');
  expect(JSON.parse(committed), 'type: npx tsx grafana/write.ts').toEqual(JSON.parse(dashboardText()));
});
