import { Plural, useLingui } from '@lingui/react/macro';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { Field } from '../../parts/form.tsx';
import { lineWords } from '../../parts/line-words.ts';
import { phone, postalCode, required } from '../../shared/checks.ts';
import { homeOf } from '../../shared/home-of.ts';
import type { CartLine } from '../../shared/shapes/cart.ts';
import type { CheckoutAnswer, CheckoutData } from '../../shared/shapes/checkout.ts';
import css from './checkout.module.css';

/** Delivery and collection, of equal rank; whatever is changed here may change the total. */
export function DeliveryChoice(props: {
  data: CheckoutData;
  answer: CheckoutAnswer | undefined;
  labels: Readonly<Record<string, string>>;
  method: 'ship' | 'collect';
  onMethod: (method: 'ship' | 'collect') => void;
  onPlace: () => void;
}) {
  const { data, answer, labels, method, onMethod, onPlace } = props;
  const { t } = useLingui();
  const typed = answer?.values ?? data.typed;
  const number = typed.phone ?? data.customer?.phone ?? '';
  const home = homeOf(data.customer?.addresses ?? []);
  const option = (value: 'ship' | 'collect', words: string) => (
    <label className={css.option}>
      <input
        type="radio"
        name="method"
        value={value}
        defaultChecked={method === value}
        onChange={() => onMethod(value)}
        data-testid={`method-${value}`}
      />
      <span>{words}</span>
    </label>
  );
  return (
    <>
      <fieldset>
        <legend className="visually-hidden">{t`Livraison ou ramassage`}</legend>
        <div className={css.choice}>
          {option('ship', t`Livraison à la maison`)}
          {option('collect', t`Ramassage en magasin`)}
        </div>
      </fieldset>
      <div className={css.stores} data-for="ship" data-chosen={method === 'ship'}>
        <Field
          name="address"
          label={labels.address ?? ''}
          autoComplete="street-address"
          defaultValue={typed.address ?? home?.lines.join(', ')}
          fault={answer?.faults.address}
          {...(method === 'ship' ? { check: required } : {})}
        />
        <div className={css.pair}>
          <Field
            name="city"
            label={labels.city ?? ''}
            autoComplete="address-level2"
            defaultValue={typed.city ?? home?.city}
            fault={answer?.faults.city}
            {...(method === 'ship' ? { check: required } : {})}
          />
          <Field
            name="postalCode"
            label={labels.postalCode ?? ''}
            autoComplete="postal-code"
            autoCapitalize="characters"
            maxLength={7}
            defaultValue={typed.postalCode || data.delivery.postalCode || home?.postalCode}
            fault={answer?.faults.postalCode}
            onBlur={onPlace}
            {...(method === 'ship' ? { check: postalCode } : {})}
          />
        </div>
      </div>
      <fieldset className={css.stores} data-for="collect" data-chosen={method === 'collect'} id="storeId">
        <legend className="visually-hidden">{labels.storeId}</legend>
        {data.stores.map((store) => (
          <label className={css.option} key={store.id}>
            <input
              type="radio"
              name="storeId"
              value={store.id}
              defaultChecked={(typed.storeId || data.delivery.storeId) === store.id}
              disabled={store.missing !== null && store.missing > 0}
              onChange={onPlace}
              data-testid={`store-${store.code}`}
            />
            <span>
              {store.name}
              <small>{store.address.join(', ')}</small>
            </span>
            <small>
              {store.missing === null ? null : store.missing === 0 ? (
                t`Tout y est`
              ) : (
                <Plural value={store.missing} one="# article manque" other="# articles manquent" />
              )}
            </small>
          </label>
        ))}
        {data.stores.length === 0 ? (
          <p>{t`Les magasins ne répondent pas pour l’instant. Choisissez la livraison.`}</p>
        ) : null}
      </fieldset>
      <details open={method === 'collect' || number !== '' || answer?.faults.phone !== undefined}>
        <summary className={buttonClass('quiet')}>{t`Être prévenu par texto`}</summary>
        <Field
          name="phone"
          label={labels.phone ?? ''}
          hint={t`Un texto vous dit chaque étape de cette commande, en plus du courriel.`}
          type="tel"
          autoComplete="tel"
          defaultValue={number}
          fault={answer?.faults.phone}
          check={phone}
        />
      </details>
      <div className={css.stores} data-for="collect" data-chosen={method === 'collect'}>
        <Wishes lines={data.cart.lines} typed={data.typed} />
      </div>
    </>
  );
}

/** What may stand in for an article that the store does not find: said of each, and nothing unless it is said. */
function Wishes({ lines, typed }: { lines: readonly CartLine[]; typed: CheckoutData['typed'] }) {
  const { t } = useLingui();
  const { locale } = useSpoken();
  return (
    <fieldset className={css.wishes}>
      <legend>{t`S’il manque un article`}</legend>
      {lines.map((line) => (
        <label key={line.lineId}>
          <span>{lineWords(line, locale)}</span>
          <select
            name={`wish-${line.lineId}`}
            defaultValue={typed[`wish-${line.lineId}`] ?? 'none'}
            data-testid={`wish-${line.code}`}
          >
            <option value="none">{t`Remboursez-le`}</option>
            <option value="any">{t`Un semblable, au même prix`}</option>
            <option value="ask">{t`Appelez-moi avant`}</option>
          </select>
        </label>
      ))}
    </fieldset>
  );
}
