import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { couponWords } from '../../i18n/coupon-words.ts';
import { noticeWords } from '../../i18n/notice-words.ts';
import { giveCoupon, takeCouponBack } from '../../till/coupons.ts';
import { useTill } from '../../till/store.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

const codeLengthMax = 40;
const couponNotices = new Set<string>(['coupon', 'coupon-used-elsewhere', 'coupon-needs-head-office']);

/** The codes of this sale, each with what became of it; another is scanned or typed. */
export function Coupons() {
  const { t } = useLingui();
  const locale = useLocale();
  const given = useTill((state) => state.draft.coupons) ?? [];
  const states = useTill((state) => state.coupons);
  const notice = useTill((state) => state.notice);
  const [text, setText] = useState('');
  const give = () => {
    if (text !== '') void giveCoupon(text);
  };
  return (
    <Sheet
      title={t`Coupons`}
      testId="coupon-dialog"
      onCommand={(command) => {
        if (command.do === 'type') setText((text + command.text.toUpperCase()).slice(0, codeLengthMax));
        else if (command.do === 'erase') setText(text.slice(0, -1));
        else if (command.do === 'enter') give();
        else return false;
        return true;
      }}
    >
      <p className={css.words}>
        <Trans>Lisez le coupon, ou tapez son code puis Entrée.</Trans>
      </p>
      <div className={css.row}>
        <output
          className={`${css.grow} ${css.typed}`}
          aria-label={t`Code du coupon`}
          data-testid="coupon-text"
        >
          {text === '' ? '—' : text}
        </output>
        <Key tone="primary" onPress={give} disabled={text === ''} cap={t`Entrée`} testId="give-coupon">
          <Trans>Ajouter</Trans>
        </Key>
      </div>
      {notice && couponNotices.has(notice.kind) ? (
        <p className={css.problem} role="alert" data-testid="coupon-notice">
          {noticeWords(notice, locale)}
        </p>
      ) : null}
      {given.map((code) => {
        const state = states.find((one) => one.code === code);
        return (
          <div key={code} className={css.row} data-testid={`coupon-${code}`}>
            <span className={css.grow}>{state ? couponWords(state, locale) : code}</span>
            <Key tone="danger" onPress={() => takeCouponBack(code)} testId={`drop-coupon-${code}`}>
              <Trans>Retirer</Trans>
            </Key>
          </div>
        );
      })}
    </Sheet>
  );
}
