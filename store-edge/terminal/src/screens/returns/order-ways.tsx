import { type WaysBack, waysBack } from '@comptoir/pricing/returns/ways-back';
import { Amount, Key } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReturnDraft } from '../../sale/return-draft.ts';
import { giveBack } from '../../till/returning.ts';
import { useLocale } from '../use-locale.ts';
import { ReturnProblem } from './problem.tsx';
import css from './returns.module.css';

type Paid = NonNullable<ReturnDraft['sale']['paid']>;
type Props = Readonly<{ paid: Paid; totalMinor: number; busy: boolean }>;

/** Of an order of the shop: where its money goes, which is Order's to send; the drawer stays closed. */
export function OrderWays({ paid, totalMinor, busy }: Props) {
  const ways = waysBack(paid, totalMinor);
  if (!ways) return <ReturnProblem problem="money-gone" />;
  return (
    <>
      <WayList ways={ways} beside={paid.beside} />
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
