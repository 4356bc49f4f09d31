import type { VisitList } from '@comptoir/reporting/documents/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useProductName } from '../analytics/use-product-name.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import css from './figure-table.module.css';
import { Listed } from './listed.tsx';
import { useReachedWords } from './use-figure-words.ts';
import { useNarrowingWords } from './use-narrowing-words.ts';

type Visit = VisitList['items'][number];

/** The visits behind the shop's funnel: when, how far, and what was looked at. Of whom they are is not known. */
export function VisitsPage() {
  const { t } = useLingui();
  const about = useNarrowingWords();
  return (
    <Listed<Visit> title={t`Visites derrière ce chiffre`} name="visits" about={about}>
      {(items) => <VisitsTable visits={items} />}
    </Listed>
  );
}

function VisitsTable({ visits }: { visits: readonly Visit[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const words = useReachedWords();
  const nameOf = useProductName();
  const time = (moment: string) => formatTime(new Date(moment), locale, headOfficeTimeZone);
  return (
    <>
      <p className="muted">{t`Un visiteur est un nombre tiré au sort, oublié à la fin de sa visite : aucune commande n’y est jointe. Les visites sont gardées 13 mois.`}</p>
      <Scrolled>
        <table className="table">
          <thead>
            <tr>
              <th>{t`Début`}</th>
              <th className={css.wide}>{t`Dernière page`}</th>
              <th>{t`Étape`}</th>
              <th>{t`Articles vus`}</th>
            </tr>
          </thead>
          <tbody>
            {visits.map((visit) => (
              <tr key={`${visit.visitDate} ${visit.visitId}`} data-testid="visit-row">
                <td>
                  <span className="day">{formatDay(new Date(visit.begunAt), headOfficeTimeZone)}</span>,{' '}
                  {time(visit.begunAt)}
                </td>
                <td className={css.wide}>{time(visit.lastAt)}</td>
                <td>{visit.reached ? words[visit.reached] : t`A regardé`}</td>
                <td>
                  {visit.products.length === 0
                    ? '—'
                    : visit.products.map((product) => (
                        <div key={product.productId}>
                          {nameOf(product)}{' '}
                          {product.isAdded ? <span className="muted">{t`au panier`}</span> : null}
                        </div>
                      ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </>
  );
}
