/** What was on the screens when a journey failed says more than its message. Only a house that is kept keeps the pictures. */
import path from 'node:path';
import { afterEach, inject } from 'vitest';
import { screens } from './browser.ts';

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [index, page] of [...screens].entries()) {
    const file = path.join(
      inject('homeDirectory'),
      `failed-${index}-${task.name.slice(0, 40).replace(/\W+/g, '-')}.png`,
    );
    await page.screenshot({ path: file }).catch(() => undefined);
    console.error(`screen ${index + 1} when it failed: ${file}`);
  }
});
