import type { EdgeHealth, StoreAnswer } from '@comptoir/sales/api';
import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from 'react-router';
import { Scrolled } from '../frame/scrolled.tsx';
import { Titled } from '../frame/titled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useMay } from '../session/may.ts';
import storesCss from '../stores/stores.module.css';
import { useEdges } from '../stores/use-edges.ts';
import { cityOf } from './draft.ts';
import css from './places.module.css';
import { usePlaces } from './use-places.ts';

/** Every store and warehouse: where it is, whether it is open, and whether its server is there. */
export function PlacesPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const places = usePlaces();
  const { edges } = useEdges();
  const mayChange = useMay('run-stores');
  return (
    <>
      <Titled
        title={t`Magasins`}
        newWord={t`Nouveau magasin`}
        isWriting={!mayChange}
        onNew={() => void navigate('/places/new')}
        testId="new-place"
      />
      {places.error ? <FaultMessage fault={places.error} /> : null}
      {places.data ? (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t`Numéro`}</th>
                <th scope="col">{t`Nom`}</th>
                <th scope="col">{t`Ville`}</th>
                <th scope="col">{t`Maintenant`}</th>
                <th scope="col">{t`Serveur`}</th>
                <th scope="col">{t`Coordonnées géographiques`}</th>
              </tr>
            </thead>
            <tbody>
              {places.data.map((place) => (
                <tr key={place.id} data-testid={`place-${place.code}`}>
                  <td>{place.number}</td>
                  <td>
                    {mayChange ? <Link to={`/places/${place.id}`}>{place.name}</Link> : place.name}{' '}
                    <span className="muted">{place.code}</span>
                  </td>
                  <td>{cityOf(place.address)}</td>
                  <td>
                    <Now place={place} />
                  </td>
                  <td>
                    {place.kind === 'warehouse' ? (
                      <span className="muted">{t`entrepôt`}</span>
                    ) : (
                      <Server edge={edges.data?.items.find((one) => isServerOf(one, place))} />
                    )}
                  </td>
                  <td>
                    {place.coordinates ? t`connues` : <span className={storesCss.behind}>{t`à donner`}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
    </>
  );
}

const isServerOf = (edge: EdgeHealth, place: StoreAnswer) =>
  edge.storeId === place.id && edge.state !== 'revoked';

function Now({ place }: { place: StoreAnswer }) {
  const { t } = useLingui();
  if (place.kind === 'warehouse') return <span className="muted">—</span>;
  if (place.isOpen === null) return <span className="muted">{t`heures à donner`}</span>;
  return place.isOpen ? <span className={css.open}>{t`ouvert`}</span> : <span>{t`fermé`}</span>;
}

function Server({ edge }: { edge: EdgeHealth | undefined }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { words } = useEdges();
  if (!edge) return <span className="muted">{t`aucun`}</span>;
  const unsent = formatNumber(edge.unsentRecords, locale);
  return (
    <>
      <span className={storesCss[edge.state]}>{words[edge.state]}</span>{' '}
      {edge.unsentRecords > 0 ? <span className={storesCss.behind}>{t`${unsent} à envoyer`}</span> : null}
    </>
  );
}
