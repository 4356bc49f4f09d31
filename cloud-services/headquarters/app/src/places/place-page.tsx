import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useMay } from '../session/may.ts';
import { Enrolment } from './enrolment.tsx';
import { PlaceChanges } from './place-changes.tsx';
import { PlaceForm } from './place-form.tsx';
import css from './places.module.css';
import { usePlace, usePlaces } from './use-places.ts';

/** One store: what head office says of it, its server, and who changed what. */
export function PlacePage() {
  const { placeId = '' } = useParams();
  const { t } = useLingui();
  const place = usePlace(placeId);
  const [savedVersion, setSavedVersion] = useState<number>();
  const mayReadAudit = useMay('read-audit');
  const mayChangeStock = useMay('change-stock');
  return (
    <>
      <Link to="/places">{t`Tous les magasins`}</Link>
      {place.error ? (
        <FaultMessage fault={place.error} words={{ '/problems/not-found': t`Ce magasin n’existe pas.` }} />
      ) : null}
      {place.data ? (
        <>
          <h1>{place.data.name}</h1>
          <PlaceForm
            key={`${place.data.id} ${place.data.version}`}
            store={place.data}
            isSaved={place.data.version === savedVersion}
            onSaved={({ version }) => setSavedVersion(version)}
          />
          {mayChangeStock ? (
            <p className={css.elsewhere}>
              <Trans>
                Quels rayons servent les commandes en ligne se dit à la page{' '}
                <Link to="/stock/rules">Seuils et sources</Link>.
              </Trans>
            </p>
          ) : null}
          {place.data.kind === 'store' ? <Enrolment storeId={place.data.id} /> : null}
          {mayReadAudit ? <PlaceChanges storeId={place.data.id} /> : null}
        </>
      ) : null}
    </>
  );
}

/** A store that opens. It takes from the first one what all have in common. */
export function NewPlacePage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const places = usePlaces();
  return (
    <>
      <Link to="/places">{t`Tous les magasins`}</Link>
      <h1>{t`Nouveau magasin`}</h1>
      {places.error ? <FaultMessage fault={places.error} /> : null}
      {places.data ? (
        <PlaceForm
          store={undefined}
          other={places.data[0]}
          onSaved={({ id }) => void navigate(`/places/${id}`, { replace: true })}
        />
      ) : null}
    </>
  );
}
