import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { isWaiting } from '../../sale/kept-sale.ts';
import { store, useTill } from '../../till/store.ts';
import { useStripMessages } from '../strip.tsx';
import { useAge } from '../use-age.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';
import { WorksNow } from './works-now.tsx';

/** Every state at once, and the age of what is shown. */
export function States() {
  const { t } = useLingui();
  const locale = useLocale();
  const messages = useStripMessages();
  const isLeftOpen = messages.some(({ id }) => id === 'shift-left-open');
  const edge = useTill((state) => state.edge);
  const kept = useTill((state) => state.sales.filter(isWaiting).length);
  const storageKept = useTill((state) => state.storageKept);
  const held = useTill((state) => state.catalogue.productCount);
  const pricesAsOf = useTill((state) => state.pricesAsOf);
  const age = useAge();
  const articles = new Intl.NumberFormat(locale).format(held);
  return (
    <Sheet title={t`État de la caisse`} wide testId="states-dialog">
      <ul className={css.states}>
        {messages.map((message) => (
          <li key={message.id} data-tone={message.tone}>
            {message.text}
          </li>
        ))}
      </ul>
      {isLeftOpen ? (
        <Key onPress={() => store.set({ dialog: { kind: 'close-shift' } })} testId="close-left-open">
          <Trans>Compter le tiroir et fermer le quart</Trans>
        </Key>
      ) : null}
      <WorksNow />
      <dl className={css.facts}>
        <div>
          <dt>
            <Trans>Articles sur cette caisse</Trans>
          </dt>
          <dd>{articles}</dd>
        </div>
        <div>
          <dt>
            <Trans>Prix à jour</Trans>
          </dt>
          <dd data-testid="prices-as-of">{pricesAsOf === null ? '—' : age(pricesAsOf)}</dd>
        </div>
        <div>
          <dt>
            <Trans>Ventes à envoyer au siège</Trans>
          </dt>
          <dd>{edge === null ? '—' : edge.unsentSales}</dd>
        </div>
        <div>
          <dt>
            <Trans>Ventes gardées sur cette caisse, à remettre</Trans>
          </dt>
          <dd data-testid="sales-kept">{kept}</dd>
        </div>
        <div>
          <dt>
            <Trans>Place de la caisse dans ce navigateur</Trans>
          </dt>
          <dd data-testid="storage-kept">
            {storageKept === true ? <Trans>Garantie</Trans> : <Trans>Le navigateur peut la reprendre</Trans>}
          </dd>
        </div>
      </dl>
    </Sheet>
  );
}
