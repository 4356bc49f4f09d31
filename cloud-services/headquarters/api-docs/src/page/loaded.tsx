import { Plural, Trans } from '@lingui/react/macro';
import { useMemo } from 'react';
import { summariesOf } from '../i18n/summaries.ts';
import type { Api } from '../openapi/api.ts';
import { callsOf } from '../openapi/calls.ts';
import { schemasOf } from '../openapi/shape.ts';
import { entriesOf, search } from '../search/search.ts';
import type { ApiDocument } from '../use-document.ts';
import { usePlace } from '../use-place.ts';
import { CallList } from './call-list.tsx';
import { Introduction } from './introduction.tsx';
import css from './loaded.module.css';
import { ServiceList } from './service-list.tsx';
import { Unanswered } from './unanswered.tsx';

export function Loaded(props: {
  document: ApiDocument;
  question: string;
  onQuestion: (question: string) => void;
  onAgain: () => void;
}) {
  const { document, question } = props;
  const place = usePlace();
  const api = useMemo(
    (): Api => ({ server: document.servers?.[0]?.url ?? '', schemas: schemasOf(document) }),
    [document],
  );
  const calls = useMemo(() => callsOf(document), [document]);
  const entries = useMemo(() => entriesOf(calls, api.schemas, summariesOf), [calls, api]);
  const found = useMemo(() => search(entries, question), [entries, question]);
  const isSearching = question.trim() !== '';
  const service = calls.find(({ id }) => id === place)?.service ?? place;
  const shown = isSearching ? found : calls.filter((call) => call.service === service);
  return (
    <div className={css.page}>
      <ServiceList
        calls={isSearching ? found : calls}
        services={(document.tags ?? []).map(({ name }) => name)}
        current={isSearching ? undefined : service}
        onChosen={() => props.onQuestion('')}
      />
      <main id="content" tabIndex={-1} className={css.content}>
        <Unanswered services={document['x-unanswered'] ?? []} onAgain={props.onAgain} />
        <div role="status" className={css.status}>
          {isSearching ? (
            <h1>
              <Plural value={found.length} one="# appel trouvé" other="# appels trouvés" />
            </h1>
          ) : null}
        </div>
        {isSearching && found.length === 0 ? (
          <p>
            <Trans>
              Rien ne répond à « {question} ». Cherchez un bout de chemin, un mot ou le nom d’un champ.
            </Trans>
          </p>
        ) : null}
        {shown.length === 0 && !isSearching ? <Introduction server={api.server} /> : null}
        {[...new Set(shown.map((call) => call.service))].map((name) => (
          <CallList
            key={name}
            service={name}
            calls={shown.filter((call) => call.service === name)}
            place={place}
            isPart={isSearching}
            api={api}
          />
        ))}
      </main>
    </div>
  );
}
