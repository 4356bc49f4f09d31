import { type ReleaseRing, releaseRing } from '@comptoir/sales/api';
import { useLingui } from '@lingui/react/macro';
import css from './releases.module.css';

export function RingChoice(props: {
  label: string;
  ring: ReleaseRing;
  onChange: (ring: ReleaseRing) => void;
}) {
  const { t } = useLingui();
  const words: Readonly<Record<ReleaseRing, string>> = {
    canary: t`Magasins d’essai`,
    early: t`Premiers magasins`,
    all: t`Tous les magasins`,
  };
  return (
    <select
      className={css.ring}
      aria-label={props.label}
      value={props.ring}
      onChange={(event) => props.onChange(releaseRing.parse(event.target.value))}
      data-testid="ring"
    >
      {releaseRing.options.map((ring) => (
        <option key={ring} value={ring}>
          {words[ring]}
        </option>
      ))}
    </select>
  );
}
