import type { Accounts } from '@comptoir/reporting/api';
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import filterCss from '../../filters/filters.module.css';
import { useGateway } from '../../gateway/context.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useTaxWords } from '../../i18n/use-tax-words.ts';
import { useMay } from '../../session/may.ts';

const path = '/api/v1/reports/accounts';
const taxCodes = ['GST', 'QST', 'HST', 'PST'] as const;

/** The numbers that the accounts have in the books; finance and head office set them. */
export function AccountNumbers() {
  const { t } = useLingui();
  const gateway = useGateway();
  const queries = useQueryClient();
  const mayChange = useMay('change-accounts');
  const words = useRoleWords();
  const taxWords: Readonly<Record<string, string>> = useTaxWords();
  const known = useQuery({ queryKey: ['ledger-accounts'], queryFn: () => gateway.get<Accounts>(path) });
  const [isSaved, setSaved] = useState(false);
  const save = useMutation({
    mutationFn: (accounts: Accounts) => gateway.send('PUT', path, accounts),
    onSuccess: async () => {
      setSaved(true);
      await Promise.all(
        ['ledger-accounts', 'report-table'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      );
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const told = new FormData(event.currentTarget);
    const numberOf = (name: string) => String(told.get(name) ?? '').trim();
    save.mutate({
      accounts: (known.data?.accounts ?? [])
        .map(({ role }) => ({ role, number: numberOf(role) }))
        .filter(({ number }) => number !== ''),
      taxes: taxCodes
        .map((code) => ({ code, number: numberOf(`taxes/${code}`) }))
        .filter(({ number }) => number !== ''),
    });
  };
  if (known.error) return <FaultMessage fault={known.error} />;
  if (!known.data) return null;
  const field = (name: string, label: string, value: string) => (
    <label key={name} className={filterCss.field}>
      <span>{label}</span>
      <input
        name={name}
        defaultValue={value}
        maxLength={20}
        readOnly={!mayChange}
        onChange={() => setSaved(false)}
      />
    </label>
  );
  return (
    <form
      className="sheet form"
      onSubmit={submit}
      aria-labelledby="accounts-title"
      data-testid="account-numbers"
    >
      <h2 id="accounts-title">{t`Numéros des comptes`}</h2>
      <div className="fields">
        {known.data.accounts.map(({ role, number }) => field(role, words[role], number))}
        {taxCodes.map((code) =>
          field(
            `taxes/${code}`,
            taxWords[code] ?? code,
            known.data.taxes.find((tax) => tax.code === code)?.number ?? '',
          ),
        )}
      </div>
      {save.error ? <FaultMessage fault={save.error} /> : null}
      {mayChange ? (
        <div className="actions">
          <button type="submit" className="button primary" disabled={save.isPending}>{t`Enregistrer`}</button>
          <span role="status">{isSaved ? t`Enregistré.` : ''}</span>
        </div>
      ) : null}
    </form>
  );
}

function useRoleWords(): Readonly<Record<Accounts['accounts'][number]['role'], string>> {
  const { t } = useLingui();
  return {
    cash: t`Encaisse`,
    card: t`Cartes à recevoir`,
    'online-payments': t`Paiements en ligne à recevoir`,
    'gift-cards': t`Cartes-cadeaux en circulation`,
    'store-credit': t`Crédits de magasin`,
    'loyalty-points': t`Points de fidélité`,
    'other-tenders': t`Autres modes de paiement`,
    tips: t`Pourboires dus au personnel`,
    sales: t`Ventes`,
    delivery: t`Livraison`,
    taxes: t`Taxes à remettre`,
    'cash-rounding': t`Arrondi comptant`,
    disputes: t`Paiements contestés`,
    'payment-fees': t`Frais de litige`,
    unexplained: t`À expliquer`,
  };
}
