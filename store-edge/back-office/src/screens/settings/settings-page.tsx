import type { SettingsAnswer } from '@comptoir/edge-agent/back-office/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../edge/client.ts';
import { Page } from '../page.tsx';
import css from '../rows.module.css';
import { Favourites } from './favourites.tsx';
import { Outcome, type SettingName, useSetting } from './setting.tsx';

/** What the store sets for itself: in force at every till at once, cut off or not, and told to head office. */
export function SettingsPage() {
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: () => ask<SettingsAnswer>('GET', '/settings'),
  });
  return (
    <Page title={<Trans>Réglages du magasin</Trans>} asked={settings}>
      <p className="note">
        <Trans>Un réglage vaut aussitôt à toutes les caisses du magasin.</Trans>
      </p>
      {settings.data ? (
        <>
          <SettingList now={settings.data} />
          <Favourites kept={settings.data.favourites} />
        </>
      ) : null}
    </Page>
  );
}

function SettingList({ now }: { now: SettingsAnswer }) {
  const { t } = useLingui();
  return (
    <ul className={css.rows}>
      <Typed
        name="auto-lock-minutes"
        title={t`Verrouiller une caisse laissée seule après (minutes)`}
        text={String(now['auto-lock-minutes'])}
        toValue={Number}
      />
      <OnOff
        name="sign-keys"
        title={t`Les touches * + − agissent seules à la caisse`}
        on={now['sign-keys']}
      />
      <OnOff
        name="age-at-sight"
        title={t`La caisse peut dire qu’un acheteur a clairement l’âge`}
        on={now['age-at-sight']}
      />
      <Typed
        name="us-dollar-rate"
        title={t`Dollars canadiens pour un dollar américain (vide : refusé)`}
        text={(now['us-dollar-rate'] ?? '').replace('.', ',')}
        toValue={(text) => (text.trim() === '' ? null : text.trim().replace(',', '.'))}
      />
      <Typed
        name="tips"
        title={t`Pourboires proposés à qui paie par carte, en % (vide : aucun)`}
        text={(now.tips ?? []).join(' ')}
        toValue={(text) =>
          text.trim() === ''
            ? null
            : text
                .trim()
                .split(/[\s,;%]+/)
                .filter(Boolean)
                .map(Number)
        }
      />
      <Typed
        name="cash-reasons"
        title={t`Raisons des entrées et sorties de caisse, une par ligne`}
        text={now['cash-reasons'].join('\n')}
        toValue={(text) =>
          text
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== '')
        }
        isLong
      />
      <Typed
        name="in-store-codes"
        title={t`Codes des étiquettes du magasin, un par ligne, puis les décimales. I : article, P : prix, W : poids en kg, V et C : contrôle.`}
        text={now['in-store-codes'].map(({ pattern, decimals }) => `${pattern} ${decimals}`).join('\n')}
        toValue={(text) =>
          text
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line) => {
              const [pattern = '', decimals = ''] = line.trim().toUpperCase().split(/\s+/);
              return { pattern, decimals: decimals === '' ? null : Number(decimals) };
            })
        }
        isLong
      />
    </ul>
  );
}

function OnOff({ name, title, on }: { name: SettingName; title: string; on: boolean }) {
  const { t } = useLingui();
  const change = useSetting(name);
  return (
    <li>
      <strong className={css.name}>{title}</strong>
      <button
        type="button"
        role="switch"
        className={css.key}
        aria-checked={on}
        aria-label={title}
        onClick={() => change.mutate(!on)}
        disabled={change.isPending}
        data-testid={`setting-${name}`}
      >
        {on ? t`Oui` : t`Non`}
      </button>
      <Outcome change={change} />
    </li>
  );
}

type TypedProps = Readonly<{
  name: SettingName;
  title: string;
  text: string;
  toValue: (text: string) => unknown;
  isLong?: boolean;
}>;

/** Kept as it is typed until it is saved; what is refused stays there to be mended. */
function Typed({ name, title, text, toValue, isLong = false }: TypedProps) {
  const change = useSetting(name);
  const [typed, setTyped] = useState<string | null>(null);
  const field = {
    id: `setting-${name}`,
    value: typed ?? text,
    'data-testid': `setting-${name}`,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
  };
  const save = () => change.mutate(toValue(field.value), { onSuccess: () => setTyped(null) });
  return (
    <li>
      <span className={`${css.field} ${css.name}`}>
        <label htmlFor={field.id}>{title}</label>
        {isLong ? <textarea rows={4} {...field} /> : <input inputMode="decimal" {...field} />}
      </span>
      <button
        type="button"
        className={css.key}
        onClick={save}
        disabled={typed === null || typed === text || change.isPending}
        data-testid={`save-${name}`}
      >
        <Trans>Enregistrer</Trans>
      </button>
      <Outcome change={change} />
    </li>
  );
}
