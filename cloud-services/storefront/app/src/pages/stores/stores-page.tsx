import { useLingui } from '@lingui/react/macro';
import { useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { DistanceFromHere, kilometresText, useWhereabouts } from '../../parts/distance-from-here.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { byDistance } from '../../shared/distance.ts';
import type { StoresData } from '../../shared/shapes/catalogue.ts';
import { Hours } from './hours.tsx';
import css from './stores.module.css';

export function StoresPage() {
  const { stores } = useLoaderData<StoresData>();
  const { t } = useLingui();
  const { locale } = useSpoken();
  const whereabouts = useWhereabouts();
  return (
    <>
      <title>{t`Magasins et aide · Comptoir`}</title>
      <h1>{t`Magasins et aide`}</h1>
      <p>{t`Une question sur une commande? Appelez le magasin le plus proche avec le numéro de la commande.`}</p>
      <DistanceFromHere whereabouts={whereabouts} places={stores} />
      <div className={css.stores}>
        {byDistance(stores, whereabouts.here).map(({ id, name, address, phone, hours, kilometres }) => (
          <Sheet key={id} title={name}>
            <div className={css.store}>
              <address>
                {address.map((line) => (
                  <div key={line}>{line}</div>
                ))}
              </address>
              {kilometres === null ? null : (
                <p data-testid="distance">{t`À ${kilometresText(kilometres, locale)} km`}</p>
              )}
              <a href={`tel:+1${phone.replace(/\D/g, '')}`}>{phone}</a>
              {hours ? <Hours hours={hours} /> : null}
              <p>{t`Ramassage des commandes en ligne`}</p>
            </div>
          </Sheet>
        ))}
      </div>
    </>
  );
}
