import type { AttributeDefinition } from '@comptoir/product/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CatalogueTabs } from '../catalogue/catalogue-tabs.tsx';
import { nameIn } from '../catalogue/name-in.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { AttributeForm } from './attribute-form.tsx';
import { useAttributes } from './use-attributes.ts';
import { useTypeWords } from './use-type-words.ts';

/** What products can be like: one definition of each attribute, for all of them. */
export function AttributesPage() {
  const { t } = useLingui();
  const attributes = useAttributes();
  const [written, setWritten] = useState<AttributeDefinition | 'new' | null>(null);
  return (
    <>
      <div className="head">
        <h1>
          <Trans>Attributs</Trans>
        </h1>
        <button
          type="button"
          className="button primary"
          onClick={() => setWritten('new')}
          data-testid="attribute-new"
        >{t`Nouvel attribut`}</button>
      </div>
      <CatalogueTabs />
      {written === null ? null : (
        <AttributeForm
          key={written === 'new' ? '' : written.code}
          definition={written === 'new' ? undefined : written}
          onDone={() => setWritten(null)}
        />
      )}
      {attributes.error ? <FaultMessage fault={attributes.error} /> : null}
      {attributes.data?.length === 0 ? (
        <p className="empty">{t`Aucun attribut n’est défini. Une taille ou une couleur en est un : les variantes d’une famille se choisissent par leurs attributs.`}</p>
      ) : null}
      {attributes.data && attributes.data.length > 0 ? (
        <Table definitions={attributes.data} onChange={setWritten} />
      ) : null}
    </>
  );
}

function Table(props: {
  definitions: readonly AttributeDefinition[];
  onChange: (definition: AttributeDefinition) => void;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const types = useTypeWords();
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Nom`}</th>
            <th>{t`Code`}</th>
            <th>{t`Type`}</th>
            <th>{t`Valeurs`}</th>
            <th>{t`Filtre de la boutique`}</th>
            <th>{t`Pour les promotions`}</th>
            <th>
              <span className="visually-hidden">{t`Actions`}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.definitions.map((definition) => (
            <tr key={definition.code} data-testid="attribute-row">
              <td>{nameIn(definition.name, locale)}</td>
              <td>{definition.code}</td>
              <td>{types[definition.type]}</td>
              <td>
                {definition.unit ?? definition.choices.map((choice) => nameIn(choice, locale)).join(', ')}
              </td>
              <td>{definition.isFilter ? t`Oui` : t`Non`}</td>
              <td>{definition.forPromotions ? t`Oui` : t`Non`}</td>
              <td>
                <button type="button" className="button" onClick={() => props.onChange(definition)}>
                  {t`Changer`}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
