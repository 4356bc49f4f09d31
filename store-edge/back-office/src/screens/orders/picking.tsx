import type { OrderView } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Kept } from '../../catalogue/kept.ts';
import { recogniseScan } from '../../catalogue/recognise.ts';
import { addQuantities, parseQuantity } from '../../counting/quantity.ts';
import { Refusal } from '../../edge/client.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import { useSlot } from '../../i18n/use-slot.ts';
import { useScans } from '../../keys/use-scans.ts';
import css from '../goods/goods.module.css';
import { useAct } from '../goods/use-act.ts';
import { NotAQuantity, Why } from '../goods/why.tsx';

type Line = OrderView['lines'][number];
type Substitute = Readonly<{ productId: string; product: Kept }>;

/** Along the aisles, each scan is one more in the basket. What is missing may be replaced if the customer wants that. */
export function Picking({ order }: { order: OrderView }) {
  const { t } = useLingui();
  const text = useTexts();
  const [taken, setTaken] = useState<ReadonlyMap<string, string>>(new Map());
  const [substitutes, setSubstitutes] = useState<readonly Substitute[]>([]);
  const [odd, setOdd] = useState<string | null>(null);
  const act = useAct(`/orders/${order.orderId}/prepare`, () => undefined);
  const set = (productId: string, quantity: string) => setTaken(new Map(taken).set(productId, quantity));

  useScans(async (code) => {
    const found = await recogniseScan(code);
    if ('unknown' in found) return setOdd(code);
    const { product } = found;
    if (order.lines.some(({ productId }) => productId === product.id)) {
      setOdd(null);
      set(product.id, addQuantities(taken.get(product.id) ?? '0', '1'));
      return;
    }
    const missing = order.lines.find(
      ({ productId, quantity, substitution }) =>
        substitution !== 'none' && isShort(taken.get(productId), quantity),
    );
    if (!missing) return setOdd(text(product.name));
    setOdd(null);
    setSubstitutes([...substitutes, { productId: missing.productId, product }]);
  });
  const send = (told: Readonly<{ hasNothing?: true }> = {}) =>
    act.mutate(() => ({
      ...told,
      lines: order.lines.map((line) => {
        const prepared = parseQuantity(taken.get(line.productId) ?? '0', 'weight');
        if (prepared === undefined) throw new NotAQuantity();
        return { productId: line.productId, prepared };
      }),
      substitutions: substitutes.map(({ productId, product }) => ({
        ...{ productId, substituteId: product.id, quantity: '1' },
      })),
    }));

  const slot = useSlot();
  return (
    <>
      {order.slot === null ? null : (
        <p className="note" data-testid="order-slot">
          {order.deliveryMethod === 'collect' ? (
            <Trans>Le client vient : {slot(order.slot)}</Trans>
          ) : (
            <Trans>À livrer : {slot(order.slot)}</Trans>
          )}
        </p>
      )}
      {order.parcel === null ? null : (
        <p className="note" data-testid="order-parcel">
          <Trans>
            Colis {order.parcel.number} de {order.parcel.of} : le reste de la commande part d’un autre
            endroit.
          </Trans>
        </p>
      )}
      <p className="note">
        {order.maySubstitute ? (
          <Trans>Ce qui manque peut être remplacé : balayez l’article de remplacement.</Trans>
        ) : (
          <Trans>Le client ne veut pas d’autre article. Ce qui manque est remboursé.</Trans>
        )}
      </p>
      {order.askAt === null ? null : (
        <p className="note" data-testid="ask-at">
          <Trans>
            Avant de remplacer ce qui est marqué « demander », appelez :{' '}
            <a href={`tel:${order.askAt}`}>{order.askAt}</a>
          </Trans>
        </p>
      )}
      {aislesOf(order.lines).map(({ aisle, lines }) => (
        <section key={lines[0]?.productId}>
          <h2 className={css.aisle}>{aisle ? text(aisle) : <Trans>Ailleurs</Trans>}</h2>
          <ul className={css.lines}>
            {lines.map((line) => (
              <Row
                key={line.productId}
                line={line}
                isMixed={order.maySubstitute}
                taken={taken.get(line.productId) ?? ''}
                onTaken={(quantity) => set(line.productId, quantity)}
              />
            ))}
          </ul>
        </section>
      ))}
      {substitutes.map(({ product }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same article may replace two that are missing.
        <p key={at} className={css.done} data-testid="substitute">
          <Trans>Remplacement : {text(product.name)}</Trans>
        </p>
      ))}
      {odd === null ? null : (
        <p className={css.problem} role="alert">
          <Trans>Pas dans cette commande : {odd}</Trans>
        </p>
      )}
      {order.parcel !== null && isNothing(act.error) ? (
        <div className={css.problem} role="alert">
          <p>
            <Trans>
              Rien n’est préparé. S’il n’y a rien en rayon, dites-le : le client est remboursé de ce colis, et
              le reste part sans lui.
            </Trans>
          </p>
          <button
            type="button"
            className="plain"
            disabled={act.isPending}
            onClick={() => send({ hasNothing: true })}
            data-testid="order-nothing"
          >
            <Trans>Rien n’est en rayon</Trans>
          </button>
        </div>
      ) : (
        <Why error={act.error} />
      )}
      <div className="actions">
        <button
          type="button"
          className="primary"
          onClick={() => send()}
          disabled={act.isPending}
          data-testid="order-ready"
        >
          <Trans>Commande prête</Trans>
        </button>
        <button type="button" className="plain" onClick={() => window.print()}>
          {t`Imprimer la liste`}
        </button>
      </div>
    </>
  );
}

function Row(props: {
  line: Line;
  /** Something in this order may be replaced: each line says whether it may. */
  isMixed: boolean;
  taken: string;
  onTaken: (quantity: string) => void;
}) {
  const { line, isMixed, taken, onTaken } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const text = useTexts();
  const wishes = {
    any: t`Remplaçable`,
    ask: t`Demander avant de remplacer`,
    none: t`Ne pas remplacer`,
  } as const;
  const [wanted, onHand] = [line.quantity, line.onHand].map((quantity) => formatNumber(quantity, locale));
  return (
    <li className={css.line} data-testid="pick-line">
      <span className={css.name}>
        {line.name ? text(line.name) : line.sku}
        <span className={css.codes}>{line.sku}</span>
        {isMixed ? (
          <span className={css.codes} data-testid={`wish-${line.sku}`}>
            {wishes[line.substitution]}
          </span>
        ) : null}
      </span>
      <button
        type="button"
        className="plain"
        onClick={() => onTaken(line.quantity)}
        data-testid={`take-${line.sku}`}
        title={t`Tout est là`}
      >
        <Trans>
          {wanted} · ici : {onHand}
        </Trans>
      </button>
      <input
        className={css.quantity}
        inputMode="decimal"
        value={taken}
        onChange={(event) => onTaken(event.target.value)}
        aria-label={t`Quantité`}
        placeholder="0"
        data-testid={`picked-${line.sku}`}
      />
    </li>
  );
}

const isNothing = (error: Error | null): boolean =>
  error instanceof Refusal && error.type === 'nothing-prepared';

const isShort = (taken: string | undefined, wanted: string): boolean => Number(taken ?? '0') < Number(wanted);

/** Lines come in the order of a walk: neighbours of one aisle stand together. */
function aislesOf(lines: readonly Line[]) {
  const groups: { aisle: Line['aisle']; lines: Line[] }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last && last.aisle?.fr === line.aisle?.fr) last.lines.push(line);
    else groups.push({ aisle: line.aisle, lines: [line] });
  }
  return groups;
}
