import { useLingui } from '@lingui/react/macro';
import { useLoaderData } from 'react-router';
import { Sheet } from '../../parts/sheet.tsx';
import type { StoresData } from '../../shared/shapes/catalogue.ts';
import css from './stores.module.css';

export function StoresPage() {
  const { stores } = useLoaderData<StoresData>();
  const { t } = useLingui();
  return (
    <>
      <title>{t`Magasins et aide · Comptoir`}</title>
      <h1>{t`Magasins et aide`}</h1>
      <p>{t`Une question sur une commande? Appelez le magasin le plus proche avec le numéro de la commande.`}</p>
      <div className={css.stores}>
        {stores.map(({ id, name, address, phone }) => (
          <Sheet key={id} title={name}>
            <div className={css.store}>
              <address>
                {address.map((line) => (
                  <div key={line}>{line}</div>
                ))}
              </address>
              <a href={`tel:+1${phone.replace(/\D/g, '')}`}>{phone}</a>
              <p>{t`Ramassage des commandes en ligne`}</p>
            </div>
          </Sheet>
        ))}
      </div>
    </>
  );
}
