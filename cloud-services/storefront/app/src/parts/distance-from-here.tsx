import { formatNumber, type Locale } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import type { Coordinates, Placed } from '../shared/distance.ts';
import { buttonClass } from './buttons.ts';

type Asking = 'not-asked' | 'asking' | 'unknown';
/** Where the visitor is: asked of the browser when they press the key, told to no server, and forgotten with the page. */
export type Whereabouts = Readonly<{ here: Coordinates | null; asking: Asking; ask: () => void }>;

const waitMsMax = 15_000;

export function useWhereabouts(): Whereabouts {
  const [here, setHere] = useState<Coordinates | null>(null);
  const [asking, setAsking] = useState<Asking>('not-asked');
  const ask = () => {
    setAsking('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        setHere({ latitude, longitude });
        setAsking('not-asked');
      },
      () => setAsking('unknown'),
      { timeout: waitMsMax, maximumAge: 600_000 },
    );
  };
  return { here, asking, ask };
}

/** Where the script runs, the browser can tell, and somebody has said where any of the places is. */
export function DistanceFromHere(props: { whereabouts: Whereabouts; places: readonly Placed[] }) {
  const { whereabouts, places } = props;
  const { here, asking, ask } = whereabouts;
  const { t } = useLingui();
  const [canAsk, setCanAsk] = useState(false);
  useEffect(() => setCanAsk('geolocation' in navigator), []);
  if (!canAsk || places.every(({ coordinates }) => coordinates === null)) return null;
  if (here)
    return <p role="status">{t`Distances à vol d’oiseau. Votre position ne quitte pas cette page.`}</p>;
  return (
    <div>
      <button
        type="button"
        className={buttonClass('quiet')}
        aria-disabled={asking === 'asking'}
        onClick={asking === 'asking' ? undefined : ask}
        data-testid="ask-distance"
      >
        {asking === 'asking' ? t`Un instant…` : t`À quelle distance d’ici?`}
      </button>
      {asking === 'unknown' ? (
        <p role="status">{t`Votre navigateur ne dit pas où vous êtes. La liste suit votre code postal, s’il est connu.`}</p>
      ) : null}
    </div>
  );
}

/** `3,2`, `233`: of a few kilometres a tenth counts. */
export const kilometresText = (kilometres: number, locale: Locale): string =>
  formatNumber(Number(kilometres.toFixed(kilometres < 10 ? 1 : 0)), locale);
