import type { SuspendedBasket } from '@comptoir/edge-agent/api';
import { Amount, formatTime } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useTill } from '../../till/store.ts';
import { readSuspended, takeUp } from '../../till/suspending.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

/** Cards of what waits, newest first; Enter takes up the newest. */
export function Suspended() {
  const { t } = useLingui();
  const locale = useLocale();
  const timeZone = useTill((state) => state.register?.store.timeZone);
  const staff = useTill((state) => state.register?.staff);
  const [waiting, setWaiting] = useState<readonly SuspendedBasket[] | null | 'loading'>('loading');
  useEffect(() => {
    let gone = false;
    void readSuspended().then((baskets) => {
      if (!gone) setWaiting(baskets);
    });
    return () => {
      gone = true;
    };
  }, []);
  const baskets = Array.isArray(waiting) ? waiting : [];
  return (
    <Sheet
      title={t`Paniers en attente`}
      wide
      testId="suspended-dialog"
      onCommand={(command) => {
        const newest = baskets[0];
        if (command.do === 'enter' && newest) void takeUp(newest.basketId);
        return command.do === 'enter';
      }}
    >
      {waiting === null ? (
        <p className={css.words}>
          <Trans>Serveur du magasin injoignable. Les paniers reviennent avec lui.</Trans>
        </p>
      ) : null}
      {Array.isArray(waiting) && waiting.length === 0 ? (
        <p className={css.words}>
          <Trans>Aucun panier n’attend.</Trans>
        </p>
      ) : null}
      <div className={css.pairs}>
        {baskets.map(({ basketId, at, registerNumber, cashierId, itemCount, totalMinor }) => (
          <button
            key={basketId}
            type="button"
            className={css.card}
            onClick={() => void takeUp(basketId)}
            data-testid={`suspended-${basketId}`}
          >
            <span className={css.grow}>
              <strong>
                <Trans>Caisse {registerNumber}</Trans>
                {' · '}
                {formatTime(new Date(at), locale, timeZone)}
              </strong>
              <span className={css.detail}>
                {staff?.find(({ id }) => id === cashierId)?.displayName ?? cashierId}
                {' · '}
                {plural(itemCount, { one: '# article', other: '# articles' })}
              </span>
            </span>
            <Amount amountMinor={totalMinor} locale={locale} className={css.strong} />
          </button>
        ))}
      </div>
    </Sheet>
  );
}
