import { type WaysBack, waysBack } from '@comptoir/pricing/returns/ways-back';
import { Amount, formatMoney, Key } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReturnDraft } from '../../sale/return-draft.ts';
import { giveBack } from '../../till/returning.ts';
import { useLocale } from '../use-locale.ts';
import { ReturnProblem } from './problem.tsx';
import css from './returns.module.css';

type Paid = NonNullable<ReturnDraft['sale']['paid']>;
/** `hadMinor`: what the goods cost beyond that; it went back before. */
type Props = Readonly<{ paid: Paid; totalMinor: number; hadMinor: number; busy: boolean }>;

/** Of an order of the shop: where its money goes, which is Order's to send; the drawer stays closed. */
export function OrderWays({ paid, totalMinor, hadMinor, busy }: Props) {
  const locale = useLocale();
  if (totalMinor === 0 && hadMinor > 0) return <ReturnProblem problem="money-gone" />;
  return (
    <>
      {hadMinor > 0 ? (
        <p className={css.help} data-testid="return-had">
          <Trans>Déjà remboursé par le siège : {formatMoney(hadMinor, locale)} de ces articles.</Trans>
        </p>
      ) : null}
      <WayList ways={waysBack(paid, totalMinor)} beside={paid.beside} />
      <Key
        tone="primary"
        onPress={() => void giveBack('cash')}
        disabled={busy || totalMinor === 0}
        cap="F9"
        testId="return-order"
      >
        <Trans>Reprendre les articles</Trans>
      </Key>
    </>
  );
}

function WayList({ ways, beside }: { ways: WaysBack; beside: Paid['beside'] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const last4 = beside?.last4 ?? '';
  const besideWords = {
    'gift-card': t`Carte-cadeau •••• ${last4}`,
    'store-credit': t`Crédit en magasin •••• ${last4}`,
    exchange: t`Paiement de la commande échangée`,
  } as const;
  const { points } = ways;
  const rows = [
    { name: t`Carte ou compte qui a payé la commande`, amountMinor: ways.cardMinor },
    { name: besideWords[beside?.kind ?? 'gift-card'], amountMinor: ways.besideMinor },
    { name: plural(points, { one: '# point', other: '# points' }), amountMinor: ways.pointsMinor },
  ].filter(({ amountMinor }) => amountMinor > 0);
  return rows.length === 0 ? null : (
    <dl className={css.ways} data-testid="return-ways">
      {rows.map(({ name, amountMinor }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Amount amountMinor={amountMinor} locale={locale} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
