import { useLingui } from '@lingui/react/macro';
import type { Call } from '../openapi/calls.ts';
import { addressOf } from '../use-place.ts';
import css from './service-list.module.css';
import { useServiceWords } from './use-service-words.ts';

export function ServiceList(props: {
  /** Those that are counted. */
  calls: readonly Call[];
  services: readonly string[];
  current: string | undefined;
  onChosen: () => void;
}) {
  const { t } = useLingui();
  const words = useServiceWords();
  const countOf = (service: string) => props.calls.filter((call) => call.service === service).length;
  return (
    <nav className={css.services} aria-label={t`Services`}>
      <a
        href={addressOf('')}
        onClick={props.onChosen}
        aria-current={props.current === '' ? 'page' : undefined}
      >
        {t`Pour commencer`}
      </a>
      {props.services.map((service) => (
        <a
          key={service}
          href={addressOf(service)}
          onClick={props.onChosen}
          aria-current={props.current === service ? 'page' : undefined}
          data-testid={`service-${service}`}
        >
          {words[service] ?? service}
          <span>{countOf(service)}</span>
        </a>
      ))}
    </nav>
  );
}
