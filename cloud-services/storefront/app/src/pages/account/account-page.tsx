import { Amount, formatMoney, formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { Link, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { useClock } from '../../i18n/use-clock.ts';
import { Notice } from '../../parts/notice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import type { AccountData } from '../../shared/shapes/account.ts';
import type { OrderStatus } from '../../shared/shapes/order.ts';
import { useStatusWords } from '../order/order-progress.tsx';
import css from './account.module.css';
import { AccountFrame } from './account-frame.tsx';
import { PointsMoves } from './points-moves.tsx';

export function AccountPage() {
  const { name, points, worthMinor, nextTier, cardNumber, keptUntil, expiresAt, moves, orders } =
    useLoaderData<AccountData>();
  const { t } = useLingui();
  const { to, locale } = useSpoken();
  const statusWords = useStatusWords(false);
  const worth = formatMoney(worthMinor, locale);
  const { day } = useClock();
  return (
    <AccountFrame title={t`Bonjour, ${name}`}>
      <Sheet title={t`Vos points`}>
        <p className={css.points} data-testid="points">
          {formatNumber(points, locale)}
        </p>
        {points > 0 ? (
          <p data-testid="points-worth">{t`Ils valent ${worth} à votre prochaine commande en ligne.`}</p>
        ) : null}
        <p>
          {nextTier === null
            ? t`Ils se gagnent en magasin comme en ligne.`
            : t`Encore ${formatNumber(nextTier.missing, locale)} points jusqu’au prochain niveau.`}
        </p>
        {keptUntil === null ? null : <p>{t`Votre niveau est gardé jusqu’au ${day(keptUntil)}.`}</p>}
        {expiresAt === null ? null : (
          <Notice tone="warn" testId="points-end">
            {t`Vos points prennent fin le ${day(expiresAt)}. Un achat d’ici là les garde tous.`}
          </Notice>
        )}
        <PointsMoves moves={moves} />
        {cardNumber === null ? null : (
          <p data-testid="card">{t`Votre carte, à donner en caisse : ${cardNumber}`}</p>
        )}
      </Sheet>
      <Sheet title={t`Vos commandes et achats`}>
        {orders === null ? (
          <Notice tone="warn">{t`Les commandes ne répondent pas pour l’instant. Réessayez dans une minute.`}</Notice>
        ) : orders.length === 0 ? (
          <p>{t`Rien encore. Ce que vous achetez en ligne et en magasin se retrouve ici.`}</p>
        ) : (
          <ul className={css.orders}>
            {orders.map(({ id, number, channel, placedAt, status, totalMinor }) => (
              <li key={id} data-testid="past-order">
                {channel === 'web' ? (
                  <Link to={to('order', { orderId: id })}>{number}</Link>
                ) : (
                  <span>{number}</span>
                )}
                <span className={css.amount}>
                  <Amount amountMinor={totalMinor} locale={locale} />
                </span>
                <small>
                  {day(placedAt)} · {channel === 'web' ? t`En ligne` : t`En magasin`}
                </small>
                <small>{channel === 'web' ? (statusWords(status as OrderStatus) ?? status) : ''}</small>
              </li>
            ))}
          </ul>
        )}
      </Sheet>
    </AccountFrame>
  );
}
