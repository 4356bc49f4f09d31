import type { CustomerAtTill } from '@comptoir/edge-agent/api';
import { formatNumber, formatTime, Key, Keypad } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { attach, attachByCard, detach, searchCustomers } from '../../till/customers.ts';
import { store, useTill } from '../../till/store.ts';
import { useKeypadWords } from '../keypad-words.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

const wholeCard = /^l\d{12}$/i;
/** The end of a card: one alone that has it is meant. Initials are many people's. */
const endOfCard = /^\d{4}$/;
type Found = readonly CustomerAtTill[] | 'away' | null;

/** The card is scanned, or its end or the initials are typed; of those found, a touch or Enter attaches one. */
export function Customer() {
  const { t } = useLingui();
  const customer = useTill((state) => state.draft.customer);
  const notice = useTill((state) => state.notice);
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found>(null);
  const words = useKeypadWords(t`Chercher`);
  const write = (next: string) => {
    setText(next);
    setFound(null);
  };
  const enter = () => {
    const only = Array.isArray(found) && found.length === 1 ? found[0] : undefined;
    if (only) attach(only);
    else if (wholeCard.test(text)) void attachByCard(text.toUpperCase());
    else if (text !== '') void searchCustomers(text).then(show);
  };
  const show = (customers: readonly CustomerAtTill[] | null) => {
    const [only, ...others] = customers ?? [];
    if (only && others.length === 0 && endOfCard.test(text)) attach(only);
    else setFound(customers ?? 'away');
  };
  return (
    <Sheet
      title={t`Client`}
      wide
      testId="customer-dialog"
      onCommand={(command) => {
        if (command.do === 'type') write((text + command.text).slice(0, 20));
        else if (command.do === 'erase') write(text.slice(0, -1));
        else if (command.do === 'enter') enter();
        else if (command.do === 'return') store.set({ dialog: { kind: 'new-customer' } });
        else return false;
        return true;
      }}
    >
      {customer ? (
        <div className={css.row} data-testid="customer-attached">
          <Who customer={customer} />
          <Key tone="danger" onPress={detach} testId="detach-customer">
            <Trans>Retirer de la vente</Trans>
          </Key>
        </div>
      ) : null}
      <p className={css.words}>
        <Trans>Lisez la carte. Sans carte, tapez les deux initiales ou les quatre derniers chiffres.</Trans>
      </p>
      <Key
        onPress={() => store.set({ dialog: { kind: 'new-customer' } })}
        cap={t`Inser`}
        testId="new-customer"
      >
        <Trans>Nouveau client</Trans>
      </Key>
      <div className={css.typing}>
        <div className={css.list}>
          <output className={css.typed} aria-label={t`Carte ou initiales`} data-testid="customer-text">
            {text === '' ? '—' : text}
          </output>
          {notice?.kind === 'unknown-card' ? (
            <p className={css.problem}>
              <Trans>Cette carte n’est pas connue au magasin.</Trans>
            </p>
          ) : null}
          {found === 'away' ? (
            <p className={css.problem}>
              <Trans>Serveur du magasin injoignable. La vente continue sans client.</Trans>
            </p>
          ) : null}
          {Array.isArray(found) && found.length === 0 ? (
            <p className={css.words} data-testid="nobody-found">
              <Trans>Personne n’y répond. Demandez la carte.</Trans>
            </p>
          ) : null}
          {(Array.isArray(found) ? found : []).map((one: CustomerAtTill) => (
            <button
              key={one.customerId}
              type="button"
              className={css.card}
              onClick={() => attach(one)}
              data-testid={`customer-${one.customerId}`}
            >
              <Who customer={one} />
            </button>
          ))}
        </div>
        <Keypad
          layout="pin"
          decimalMark=","
          words={words}
          onKey={(key) => {
            if (key === 'enter') enter();
            else if (key === 'backspace') write(text.slice(0, -1));
            else write(text + key);
          }}
        />
      </div>
    </Sheet>
  );
}

/** Enough to recognise: initials, the end of the card, and what the store last heard of the points. */
function Who({ customer: { initials, cardNumber, loyalty } }: { customer: CustomerAtTill }) {
  const { t } = useLingui();
  const locale = useLocale();
  const timeZone = useTill((state) => state.register?.store.timeZone);
  const points = formatNumber(String(loyalty?.points ?? 0), locale);
  const time = loyalty ? formatTime(new Date(loyalty.asOf), locale, timeZone) : '';
  return (
    <span className={css.grow}>
      <strong>
        {initials} · •••• {cardNumber.slice(-4)}
      </strong>
      <span className={css.detail}>
        {loyalty ? t`${points} points à ${time}` : t`Points pas encore connus ici`}
      </span>
    </span>
  );
}
