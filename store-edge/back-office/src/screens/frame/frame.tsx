import { formatNumber } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { filled } from '../../catalogue/fill.ts';
import { unsent } from '../../counting/local.ts';
import { ask } from '../../edge/client.ts';
import { reach } from '../../edge/presence.ts';
import { session } from '../../session/session.ts';
import { useWatched } from '../../store.ts';
import css from './frame.module.css';
import { LanguageKey } from './language-key.tsx';
import { useSectionKeys, useSections } from './sections.ts';

/** Sections on top (below, on a phone), what the tablet cannot do now beneath, the page in the rest. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  const storeName = useWatched(session, (signed) => signed?.store.name);
  const person = useWatched(session, (signed) => signed?.staff.displayName);
  const sections = useSections();
  useSectionKeys(sections);
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone there are more sections than there is room for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another section
  useEffect(() => {
    nav.current
      ?.querySelector('[aria-current="page"]')
      ?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [pathname]);
  const leave = () => {
    void ask('DELETE', '/sessions/current').catch(() => undefined);
    session.end();
  };
  return (
    <div className={css.frame}>
      <header className={css.head}>
        <p className={css.store}>{storeName}</p>
        <nav ref={nav} className={css.nav} aria-label={t`Sections`}>
          {sections.map(({ to, name, testId }, at) => (
            <NavLink
              key={to}
              to={to}
              className={css.section}
              title={at < 9 ? `Alt+${at + 1}` : undefined}
              data-testid={testId}
            >
              {name}
            </NavLink>
          ))}
        </nav>
        <div className={css.who}>
          <span className={css.person}>{person}</span>
          <LanguageKey />
          <button type="button" className={css.quiet} onClick={leave} data-testid="sign-out">
            <Trans>Fermer la session</Trans>
          </button>
        </div>
      </header>
      <State />
      <main className={css.page}>{children}</main>
    </div>
  );
}

/** Nothing while all is well. */
function State() {
  const reachable = useWatched(reach, (one) => one.reachable);
  const kept = useWatched(unsent, (ids) => [...ids].filter((id) => id.startsWith('line:')).length);
  const catalogue = useWatched(filled, (one) => one);
  if (!reachable)
    return (
      <p className={css.state} role="status" data-testid="state" data-state="offline">
        <Trans>Sans réseau.</Trans>{' '}
        {kept > 0
          ? plural(kept, {
              one: '# ligne gardée sur cette tablette.',
              other: '# lignes gardées sur cette tablette.',
            })
          : null}
      </p>
    );
  if (!catalogue.ready) return <Preparing count={catalogue.count} total={catalogue.total} />;
  return (
    <p className="unseen" role="status" data-testid="state" data-state="online">
      <Trans>En réseau</Trans>
    </p>
  );
}

function Preparing({ count, total }: { count: number; total: number }) {
  const percent = formatNumber(total === 0 ? 0 : Math.floor((100 * count) / total), 'fr-CA');
  return (
    <p className={css.state} role="status" data-testid="state" data-state="preparing">
      <Trans>Préparation de la tablette : {percent} %</Trans>
    </p>
  );
}
