import { useLingui } from '@lingui/react/macro';
import { useEffect, useEffectEvent } from 'react';
import { useNavigate } from 'react-router';
import { isManager } from '../../session/roles.ts';

export type Section = Readonly<{ to: string; name: string; testId: string }>;

/** What whoever is signed in may open, in the order of their keys. */
export function useSections(): Section[] {
  const { t } = useLingui();
  const all: readonly (Section & Readonly<{ isForManagers?: true }>)[] = [
    { to: '/aujourdhui', name: t`Aujourd’hui`, testId: 'nav-today', isForManagers: true },
    { to: '/stock', name: t`Stock`, testId: 'nav-stock' },
    { to: '/livraisons', name: t`Livraisons`, testId: 'nav-deliveries' },
    { to: '/commandes', name: t`Commandes`, testId: 'nav-orders' },
    { to: '/comptage', name: t`Comptage`, testId: 'nav-counts' },
    { to: '/appareils', name: t`Appareils`, testId: 'nav-devices' },
    { to: '/journee', name: t`Journée`, testId: 'nav-day', isForManagers: true },
    { to: '/ventes', name: t`Ventes`, testId: 'nav-sales', isForManagers: true },
    { to: '/caisse', name: t`Caisse`, testId: 'nav-cash', isForManagers: true },
    { to: '/equipe', name: t`Équipe`, testId: 'nav-team', isForManagers: true },
    { to: '/registre', name: t`Registre`, testId: 'nav-trail', isForManagers: true },
    { to: '/reglages', name: t`Réglages`, testId: 'nav-settings', isForManagers: true },
    { to: '/serveur', name: t`Serveur`, testId: 'nav-server', isForManagers: true },
    { to: '/guide', name: t`Guide`, testId: 'nav-guide', isForManagers: true },
  ];
  return all.filter((section) => isManager() || !section.isForManagers);
}

/** Alt and a digit opens a section; Ctrl+K looks for an article; F1 opens the guide. Source: screens, §4, Keys. */
export function useSectionKeys(sections: readonly Section[]): void {
  const navigate = useNavigate();
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    const isSearch = event.ctrlKey && !event.altKey && event.key.toLowerCase() === 'k';
    const section =
      event.key === 'F1'
        ? sections.find(({ to }) => to === '/guide')
        : event.altKey && !event.ctrlKey && digit
          ? sections[Number(digit) - 1]
          : undefined;
    if (!section && !isSearch) return;
    event.preventDefault();
    void navigate(section?.to ?? '/stock?chercher');
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => pressed(event);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
