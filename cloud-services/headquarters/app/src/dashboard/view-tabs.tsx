import { useLingui } from '@lingui/react/macro';
import { Link, useSearchParams } from 'react-router';
import { type View, views } from './views.ts';

/** The views side by side; what is asked (period, store, channel) goes along. */
export function ViewTabs({ view }: { view: View }) {
  const { t } = useLingui();
  const [search] = useSearchParams();
  const words: Readonly<Record<View, string>> = {
    direction: t`Direction`,
    store: t`Magasin`,
    merchandise: t`Assortiment`,
    finance: t`Finances`,
    operations: t`Exploitation`,
  };
  const searchOf = (one: View) => {
    const next = new URLSearchParams(search);
    if (one === 'direction') next.delete('view');
    else next.set('view', one);
    return next.toString();
  };
  return (
    <nav className="tabs" aria-label={t`Vues du tableau de bord`}>
      {views.map((one) => (
        <Link
          key={one}
          to={{ search: searchOf(one) }}
          replace
          aria-current={one === view ? 'page' : undefined}
          data-testid={`view-${one}`}
        >
          {words[one]}
        </Link>
      ))}
    </nav>
  );
}
