import { useLingui } from '@lingui/react/macro';
import { useClock } from '../../../i18n/use-clock.ts';
import { buttonClass } from '../../../parts/buttons.ts';
import { Sheet } from '../../../parts/sheet.tsx';
import type { OpenSession } from '../../../shared/shapes/account.ts';
import css from '../account.module.css';
import { ActForm } from './act-form.tsx';

const browserNames = {
  edge: 'Edge',
  opera: 'Opera',
  samsung: 'Samsung Internet',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
} as const;
const systemNames = {
  ios: 'iOS',
  android: 'Android',
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
} as const;

export function SessionsSheet({ sessions }: { sessions: readonly OpenSession[] }) {
  const { t } = useLingui();
  const clock = useClock();
  const named = ({ browser, system }: OpenSession): string => {
    const program = browser === 'other' ? t`Autre navigateur` : browserNames[browser];
    return system === 'other' ? program : `${program} · ${systemNames[system]}`;
  };
  return (
    <Sheet title={t`Où vous êtes connecté`}>
      <ul className={css.orders}>
        {sessions.map((session) => (
          <li key={session.id} data-testid="session">
            <span>{named(session)}</span>
            {session.isCurrent ? (
              <strong>{t`Cet appareil`}</strong>
            ) : (
              <ActForm act="end-session" more={{ id: session.id }}>
                <button type="submit" className={buttonClass('quiet')} data-testid="end-session">
                  {t`Déconnecter`}
                </button>
              </ActForm>
            )}
            <small>{t`Vu le ${clock.day(session.lastSeenAt)}`}</small>
          </li>
        ))}
      </ul>
      {sessions.length < 2 ? null : (
        <ActForm act="end-others">
          <button type="submit" className={buttonClass()} data-testid="end-others">
            {t`Déconnecter tous les autres appareils`}
          </button>
        </ActForm>
      )}
    </Sheet>
  );
}
