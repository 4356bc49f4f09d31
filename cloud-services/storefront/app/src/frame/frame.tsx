import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLoaderData, useLocation, useNavigation } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import { rootOf } from '../shared/paths.ts';
import type { ShellData } from '../shared/shapes/frame.ts';
import { FlashNotice } from './flash-notice.tsx';
import { Footer } from './footer.tsx';
import css from './frame.module.css';
import { Header } from './header.tsx';

/** What is around every page. */
export function Frame() {
  const shell = useLoaderData<ShellData>();
  const { t } = useLingui();
  const { language } = useSpoken();
  const { pathname } = useLocation();
  const { state } = useNavigation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  // What was just done is said on the page that follows it, and not on the next one.
  const told = useRef({ shell, pathname });
  if (told.current.shell !== shell) told.current = { shell, pathname };
  const flash = told.current.pathname === pathname ? shell.flash : null;

  // A reader of screens is told that the page is another one: the browser does so only for whole documents.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <>
      <a className={css.skip} href="#content">{t`Aller au contenu`}</a>
      <div className={css.progress} data-waiting={state !== 'idle'} />
      <Header shell={shell} isHome={pathname === rootOf(language) || pathname === '/en'} />
      <main id="content" ref={main} className={css.main} tabIndex={-1} aria-busy={state === 'loading'}>
        <FlashNotice flash={flash} />
        <Outlet />
      </main>
      <Footer audience={shell.audience} />
      <ScrollRestoration />
    </>
  );
}
