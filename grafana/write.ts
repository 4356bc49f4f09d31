/** `npx tsx grafana/write.ts`: writes dashboards/*.json anew, after a board changed. */
import { writeFileSync } from 'node:fs';
import { boards } from './boards.ts';
import { dashboardText } from './dashboard.ts';

for (const board of boards)
  writeFileSync(new URL(`dashboards/${board.uid}.json`, import.meta.url), dashboardText(board));
