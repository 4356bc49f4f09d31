import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Content, Schema } from '../../../src/api-docs/openapi.ts';
import type { Api } from '../openapi/api.ts';
import type { Call } from '../openapi/calls.ts';
import { exampleOf } from '../openapi/example.ts';
import { curlOf } from '../openapi/request.ts';
import css from './call-details.module.css';
import { Code } from './code.tsx';
import { Credentials } from './credentials.tsx';
import { FieldTable, SchemaFields } from './fields.tsx';

export function CallDetails(props: { call: Call; api: Api }) {
  const { call, api } = props;
  const { t } = useLingui();
  const { parameters = [], requestBody, responses } = call.operation;
  const [success] = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const answer = jsonOf(success?.[1].content);
  return (
    <div className={css.details}>
      <div className={css.words}>
        <Part title={t`Qui peut appeler`}>
          <Credentials operation={call.operation} />
        </Part>
        {parameters.length > 0 ? (
          <Part title={t`Paramètres`}>
            <FieldTable
              fields={parameters.map(({ name, schema = {}, required = false, in: place }) => ({
                name,
                schema,
                isRequired: required,
                place,
              }))}
              schemas={api.schemas}
            />
          </Part>
        ) : null}
        {Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => (
          <Part key={type} title={t`Corps de la requête`} note={type}>
            <SchemaFields schema={schema} schemas={api.schemas} />
          </Part>
        ))}
        {Object.entries(responses).map(([status, { content = {} }]) => (
          <Part
            key={status}
            title={status === 'default' ? t`Refus` : t`Réponse ${status}`}
            note={Object.keys(content).join(', ')}
          >
            {Object.keys(content).length === 0 ? (
              <p className="muted">
                <Trans>Sans contenu.</Trans>
              </p>
            ) : (
              <SchemaFields
                schema={Object.values(content)[0]?.schema}
                schemas={api.schemas}
                isClosed={status === 'default'}
              />
            )}
          </Part>
        ))}
      </div>
      <div className={css.examples}>
        <Code title={t`Exemple de requête`} text={curlOf(call, api)} />
        {answer ? (
          <Code
            title={t`Exemple de réponse ${success?.[0] ?? ''}`}
            text={JSON.stringify(exampleOf(answer, api.schemas), undefined, 2)}
          />
        ) : null}
      </div>
    </div>
  );
}

const jsonOf = (content: Content | undefined): Schema | undefined => content?.['application/json']?.schema;

function Part(props: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className={css.part}>
      <h2>
        {props.title} {props.note ? <span className={css.note}>{props.note}</span> : null}
      </h2>
      {props.children}
    </section>
  );
}
