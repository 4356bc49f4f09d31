/** The built web app, rendered on the server: `app/src/server.tsx` as Vite built it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Outcome } from '../../app/src/shared/outcome.ts';
import type { PageId } from '../../app/src/shared/paths.ts';

export type Params = Readonly<Record<string, string | undefined>>;
export type PageFinder = (url: URL) => readonly Readonly<{ id: PageId | 'shell'; params: Params }>[];
export type Rendered =
  | Readonly<{ status: number; html: string }>
  | Readonly<{ status: number; redirectTo: string }>;

/** What each page is made with. @param timeZone of the shop's home. */
export type Setting = Readonly<{ assets: Assets; timeZone: string }>;

export type PageRenderer = Readonly<{
  pagesAt: PageFinder;
  render(
    request: Request,
    answer: (page: PageId | 'shell', kind: 'load' | 'act', params: Params) => Promise<Outcome>,
    setting: Setting,
  ): Promise<Rendered>;
  renderOffline(language: 'fr' | 'en', setting: Setting): string;
  assets: Assets;
}>;
/** `base`: where they, and pictures, are loaded from; empty: here. */
export type Assets = Readonly<{
  base: string;
  script: string;
  styles: readonly string[];
  preloads: readonly string[];
}>;

export const assetsAt = (base: string, { script, styles, preloads }: Assets): Assets => ({
  base,
  script: `${base}${script}`,
  styles: styles.map((file) => `${base}${file}`),
  preloads: preloads.map((file) => `${base}${file}`),
});

type Manifest = Record<string, { file: string; isEntry?: boolean; css?: string[]; imports?: string[] }>;

export async function loadPageRenderer(appDist: string): Promise<PageRenderer> {
  const server = pathToFileURL(path.join(appDist, 'server', 'server.js')).href;
  const { render, renderOffline, pagesAt }: Omit<PageRenderer, 'assets'> = await import(server);
  return { render, renderOffline, pagesAt, assets: assetsOf(path.join(appDist, 'client')) };
}

function assetsOf(client: string): Assets {
  const manifest: Manifest = JSON.parse(readFileSync(path.join(client, '.vite', 'manifest.json'), 'utf8'));
  const chunks = Object.values(manifest);
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (!entry) throw new Error('the web app has no entry: build it anew');
  const styles = new Set([
    ...(entry.css ?? []),
    ...chunks.map(({ file }) => file).filter((file) => file.endsWith('.css')),
  ]);
  const fonts = chunks.map(({ file }) => file).filter((file) => /inter-latin-wght.*\.woff2$/.test(file));
  return {
    base: '',
    script: `/${entry.file}`,
    styles: [...styles].map((file) => `/${file}`),
    preloads: fonts.map((file) => `/${file}`),
  };
}
