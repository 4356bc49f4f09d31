import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Form, NavLink } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import css from './account.module.css';

export function AccountFrame(props: { title: string; children: ReactNode }) {
  const { title, children } = props;
  const { t } = useLingui();
  const { to } = useSpoken();
  const links = [
    [to('account'), t`Commandes et points`],
    [to('profile'), t`Profil`],
    [to('addresses'), t`Adresses`],
    [to('security'), t`Sécurité`],
    [to('privacyChoices'), t`Vie privée`],
  ] as const;
  return (
    <>
      <title>{`${title} · Comptoir`}</title>
      <h1>{title}</h1>
      <div className={css.layout}>
        <nav className={css.nav} aria-label={t`Mon compte`}>
          <ul>
            {links.map(([href, words]) => (
              <li key={href}>
                <NavLink to={href} end>
                  {words}
                </NavLink>
              </li>
            ))}
            <li>
              <Form method="post" action={to('signOut')}>
                <button type="submit" className={buttonClass('quiet')} data-testid="sign-out">
                  {t`Fermer la session`}
                </button>
              </Form>
            </li>
          </ul>
        </nav>
        <div className={css.main}>{children}</div>
      </div>
    </>
  );
}
