import { StatusStrip } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { stripMessage } from '../i18n/strip-words.ts';
import { store, useTill } from '../till/store.ts';
import { stripStates } from '../till/strip.ts';
import css from './strip.module.css';

export function useStripMessages() {
  const { i18n } = useLingui();
  const link = useTill((state) => state.link);
  const edge = useTill((state) => state.edge);
  const catalogue = useTill((state) => state.catalogue);
  const draft = useTill((state) => state.draft);
  const sales = useTill((state) => state.sales);
  const storageFull = useTill((state) => state.storageFull);
  const clockAheadMs = useTill((state) => state.clockAheadMs);
  const catchUpFrom = useTill((state) => state.catchUpFrom);
  const register = useTill((state) => state.register);
  const training = useTill((state) => state.training);
  const shift = useTill((state) => state.shift);
  const locale = i18n.locale === 'en-CA' ? 'en-CA' : 'fr-CA';
  return useMemo(
    () =>
      stripStates({
        ...{ link, edge, catalogue, draft, sales, catchUpFrom, register },
        ...{ storageFull, clockAheadMs, training, shift },
      }).map((state) => stripMessage(state, locale, register?.store.timeZone)),
    [
      link,
      edge,
      catalogue,
      draft,
      sales,
      catchUpFrom,
      register,
      storageFull,
      clockAheadMs,
      training,
      shift,
      locale,
    ],
  );
}

export function Strip() {
  const messages = useStripMessages();
  const register = useTill((state) => state.register);
  const session = useTill((state) => state.session);
  const stage = useTill((state) => state.stage);
  if (stage !== 'ready') return <div />;
  const number = register?.register.number;
  return (
    <StatusStrip
      place={
        <>
          <strong className={css.store}>{register?.store.name}</strong>
          <span className={css.register}>
            <Trans>Caisse {number}</Trans>
          </span>
        </>
      }
      people={session ? <span data-testid="cashier-name">{session.staff.displayName}</span> : null}
      messages={messages}
      moreLabel={(count) => plural(count, { one: '+ # autre', other: '+ # autres' })}
      onOpen={() => store.set({ dialog: { kind: 'states' } })}
    />
  );
}
