import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { boards } from '../boards.ts';
import { dashboardText } from '../dashboard.ts';

const folder = new URL('../dashboards/', import.meta.url);

test('N4: the dashboards that are committed are those that the code makes', () => {
  expect(readdirSync(folder).sort()).toEqual(boards.map(({ uid }) => `${uid}.json`).sort());
  for (const board of boards) {
    const committed = readFileSync(new URL(`${board.uid}.json`, folder), 'utf8');
    expect(JSON.parse(committed), 'type: npx tsx grafana/write.ts').toEqual(JSON.parse(dashboardText(board)));
  }
});
