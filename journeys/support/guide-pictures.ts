/** Pictures of a guide: files of the application that shows them, one a language. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/system/root.ts';

/** @param folder of the guide, from the project's root. */
export function takingPictures(page: Page, folder: string, language: 'fr' | 'en') {
  const pictures = path.join(root, folder, 'pictures');
  mkdirSync(pictures, { recursive: true });
  return (name: string) =>
    page.screenshot({ path: path.join(pictures, `${name}-${language}.jpg`), type: 'jpeg', quality: 60 });
}
