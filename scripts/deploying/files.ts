/** All that is written below deploy/, by path. What is not here was written by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { root } from '../system/root.ts';
import { compose } from './compose.ts';
import { kongPlaceExample, kubernetesFiles } from './kubernetes/layout.ts';

export const deployFolder = join(root, 'deploy');

const header = '# Written by scripts/deploying/write.ts: change what it says there.\n';
const yaml = (documents: readonly object[]) =>
  `${header}${documents
    .map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n')}`;

export function deployFiles(): Readonly<Record<string, string>> {
  const alertmanager = readFileSync(join(root, 'grafana', 'alertmanager', 'alertmanager.yml'), 'utf8');
  return {
    'compose.yaml': yaml([compose(alertmanager)]),
    ...Object.fromEntries(
      Object.entries(kubernetesFiles).map(([path, documents]) => [`kubernetes/${path}`, yaml(documents)]),
    ),
    'kubernetes/kong-place.example.json': `${JSON.stringify(kongPlaceExample, null, 2)}\n`,
  };
}
