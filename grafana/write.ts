/** `npx tsx grafana/write.ts`: writes dashboards/comptoir.json anew, after panels.ts changed. */
import { writeFileSync } from 'node:fs';
import { dashboardText } from './dashboard.ts';

writeFileSync(new URL('dashboards/comptoir.json', import.meta.url), dashboardText());
