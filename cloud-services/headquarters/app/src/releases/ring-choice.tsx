import type { ReleaseRing } from '@comptoir/sales/api';
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
  const rings = Object.keys(words) as ReleaseRing[];
  return (
    <select
      className={css.ring}
      aria-label={props.label}
      value={props.ring}
      onChange={({ target }) => props.onChange(rings[target.selectedIndex] ?? props.ring)}
      data-testid="ring"
    >
      {rings.map((ring) => (
        <option key={ring} value={ring}>
          {words[ring]}
        </option>
      ))}
    </select>
  );
}
