import type { SaleSummary } from '@comptoir/edge-agent/api';
import { Amount, formatTime, Key } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { inOrder, isWaiting } from '../../sale/kept-sale.ts';
import { edge } from '../../till/context.ts';
import { reprint } from '../../till/printing.ts';
import { useTill } from '../../till/store.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

const shownMax = 20;
type Loaded = 'loading' | 'unreachable' | readonly SaleSummary[];

export function Receipts() {
  const { t } = useLingui();
  const locale = useLocale();
  const timeZone = useTill((state) => state.register?.store.timeZone);
  const prints = useTill((state) => state.prints);
  const kept = useTill((state) => state.sales);
  const waiting = inOrder(kept.filter(isWaiting)).reverse();
  const [sales, setSales] = useState<Loaded>('loading');
  const [ordered, setOrdered] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    let gone = false;
    void edge()
      .recentSales(shownMax)
      .then((reply) => {
        if (!gone) setSales(reply.is === 'ok' ? reply.body : 'unreachable');
      });
    return () => {
      gone = true;
    };
  }, []);
  const order = async (saleId: string) => {
    const printId = await reprint(saleId, 'fr');
    if (printId !== null) setOrdered((present) => ({ ...present, [saleId]: printId }));
  };
  return (
    <Sheet title={t`Derniers reçus`} wide testId="receipts-dialog">
      {sales === 'unreachable' ? (
        <p className={css.words}>
          <Trans>Serveur du magasin injoignable. Les reçus reviennent avec lui.</Trans>
        </p>
      ) : null}
      {typeof sales !== 'string' && sales.length === 0 ? (
        <p className={css.words}>
          <Trans>Aucune vente à cette caisse.</Trans>
        </p>
      ) : null}
      <ul className={css.list}>
        {waiting.map(({ saleId, provisionalNumber, frozenAt }) => (
          <li key={saleId} className={css.row} data-testid={`kept-${saleId}`}>
            <span className={css.grow}>
              <strong>{provisionalNumber ?? t`Vente sans numéro encore`}</strong>
              <span className={css.detail}>
                {formatTime(new Date(frozenAt), locale, timeZone)}
                {' · '}
                <Trans>Gardée sur cette caisse, à remettre au serveur du magasin.</Trans>
              </span>
            </span>
          </li>
        ))}
        {typeof sales === 'string'
          ? null
          : sales.map((sale) => {
              const print = prints[ordered[sale.saleId] ?? ''];
              return (
                <li key={sale.saleId} className={css.row} data-testid={`receipt-${sale.receiptNumber}`}>
                  <span className={css.grow}>
                    <strong>{sale.receiptNumber}</strong>
                    <span className={css.detail}>
                      {formatTime(new Date(sale.at), locale, timeZone)}
                      {' · '}
                      {plural(sale.itemCount, { one: '# article', other: '# articles' })}
                      {print === undefined ? null : ' · '}
                      {print === undefined ? null : print.state === 'confirmed' ? (
                        <Trans>Duplicata imprimé.</Trans>
                      ) : (
                        <Trans>Duplicata en route.</Trans>
                      )}
                    </span>
                  </span>
                  <Amount amountMinor={sale.totalMinor} locale={locale} className={css.strong} />
                  <Key onPress={() => void order(sale.saleId)} testId={`duplicate-${sale.receiptNumber}`}>
                    <Trans>Réimprimer</Trans>
                  </Key>
                </li>
              );
            })}
      </ul>
    </Sheet>
  );
}
