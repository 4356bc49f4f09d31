import { useLingui } from '@lingui/react/macro';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import css from './catalogue.module.css';
import { NoPicture, usePicture } from './use-product.ts';

/** The picture that a product shows; another is made ready here and shown before it is kept. */
export function PictureField(props: { url: string | null; onChange: (url: string | null) => void }) {
  const { t } = useLingui();
  const gateway = useGateway();
  const added = usePicture(props.onChange);
  return (
    <div className={css.picture}>
      {props.url ? (
        <img src={new URL(props.url, gateway.url).href} alt="" width={160} height={160} />
      ) : (
        <span className={css.none}>{t`Sans image`}</span>
      )}
      <div className="actions">
        <label className={css.choose}>
          <span className="button">{added.isPending ? t`Envoi…` : t`Choisir une image`}</span>
          <input
            type="file"
            accept="image/*"
            className="visually-hidden"
            disabled={added.isPending}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) added.mutate(file);
            }}
            data-testid="picture-file"
          />
        </label>
        {props.url ? (
          <button type="button" className="button" onClick={() => props.onChange(null)}>
            {t`Retirer l’image`}
          </button>
        ) : null}
      </div>
      {added.error instanceof NoPicture ? (
        <p className={css.refused} role="alert">
          {t`Ce fichier ne se lit pas comme une image. Choisissez une photo JPEG, PNG ou WebP d’au plus 30 Mo.`}
        </p>
      ) : added.error ? (
        <FaultMessage fault={added.error} />
      ) : null}
    </div>
  );
}
