/** What a schema says, as rows; a field that has fields of its own opens in place. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Parameter, Schema } from '../../../src/api-docs/openapi.ts';
import {
  alternativesOf,
  type Field,
  fieldsOf,
  type Limit,
  limitsOf,
  type Schemas,
  typeOf,
} from '../openapi/shape.ts';
import css from './fields.module.css';

/** What a body holds: its fields, or its type where it has none; each of its forms where it has several. */
export function SchemaFields(props: {
  schema: Schema | undefined;
  schemas: Schemas;
  /** Shown when asked for. */
  isClosed?: boolean;
}) {
  const { schema = {}, schemas, isClosed = false } = props;
  const [isOpen, setOpen] = useState(!isClosed);
  const forms = alternativesOf(schema, schemas).map((form) => fieldsOf(form, schemas));
  const type = typeOf(schema, schemas);
  if (forms.every((fields) => fields.length === 0)) return <code>{type}</code>;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)} className={css.body}>
      <summary>
        {forms.length > 1 ? <Trans>Une de {forms.length} formes</Trans> : <Trans>Champs</Trans>}{' '}
        {type === 'object' ? null : <code>{type}</code>}
      </summary>
      {isOpen
        ? forms.map((fields, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the forms of a schema never change places.
            <div key={index} className={css.form}>
              {forms.length > 1 ? (
                <p className="muted">
                  <Trans>Forme {index + 1}</Trans>
                </p>
              ) : null}
              <FieldTable fields={fields} schemas={schemas} />
            </div>
          ))
        : null}
    </details>
  );
}

export type ShownField = Field & Readonly<{ place?: Parameter['in'] }>;

export function FieldTable(props: { fields: readonly ShownField[]; schemas: Schemas }) {
  const { t } = useLingui();
  const { schemas } = props;
  const limitWords: Readonly<Record<Limit['of'], string>> = {
    value: '',
    length: t`longueur`,
    items: t`nombre`,
    pattern: t`forme`,
    default: t`par défaut`,
  };
  const placeWords: Readonly<Record<Parameter['in'], string>> = {
    path: t`dans le chemin`,
    query: t`après le ?`,
    header: t`en-tête`,
  };
  return (
    <ul className={css.fields}>
      {props.fields.map((field) => {
        const { name, schema, isRequired, place } = field;
        const hasFields = alternativesOf(schema, schemas).some((one) => fieldsOf(one, schemas).length > 0);
        return (
          <li key={`${place ?? ''}${name}`}>
            <p className={css.field}>
              <code className={css.name}>{name === '*' ? t`(tout nom)` : name}</code>
              <code className={css.type}>{typeOf(schema, schemas)}</code>
              {limitsOf(schema, schemas).map(({ of, text }) => (
                <span key={of + text} className={css.limit}>
                  {limitWords[of]} <code>{text}</code>
                </span>
              ))}
              {place ? <span className="muted">{placeWords[place]}</span> : null}
              {isRequired ? (
                <span className={css.required}>
                  <Trans>obligatoire</Trans>
                </span>
              ) : null}
            </p>
            {schema.description ? (
              <p className="muted" lang="en-CA">
                {schema.description}
              </p>
            ) : null}
            {hasFields ? <SchemaFields schema={schema} schemas={schemas} isClosed /> : null}
          </li>
        );
      })}
    </ul>
  );
}
