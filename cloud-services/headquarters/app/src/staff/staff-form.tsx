import type { StaffMember } from '@comptoir/sales/api';
import { useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Choices } from '../filters/choices.tsx';
import filterCss from '../filters/filters.module.css';
import { useStores } from '../filters/use-stores.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { EndSessions } from './end-sessions.tsx';
import { type Role, useRoleWords } from './use-role-words.ts';
import { type StaffInput, usePutStaff } from './use-staff.ts';

/** @param member who is changed; without, somebody new. @param isOwn whoever changes is the one who is changed. */
export function StaffForm(props: { member: StaffMember | undefined; isOwn: boolean; onDone: () => void }) {
  const { t } = useLingui();
  const { member, isOwn, onDone } = props;
  const stores = useStores();
  const words = useRoleWords();
  const [id] = useState(() => member?.id ?? crypto.randomUUID());
  const [roles, setRoles] = useState<readonly Role[]>(member?.roles ?? ['cashier']);
  const [storeIds, setStoreIds] = useState<readonly string[]>(member?.storeIds ?? []);
  const put = usePutStaff(onDone);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const told = new FormData(event.currentTarget);
    const secret = (name: 'login' | 'password' | 'pin') => {
      const text = String(told.get(name) ?? '').trim();
      return text === '' ? {} : { [name]: text };
    };
    const input: StaffInput = {
      displayName: String(told.get('name')).trim(),
      language: told.get('language') === 'en' ? 'en' : 'fr',
      roles: [...roles],
      storeIds: [...storeIds],
      isActive: told.get('gone') === null,
      ...secret('login'),
      ...secret('password'),
      ...secret('pin'),
    };
    put.mutate({ id, input });
  };
  const hint = member ? t`Vide : ne change pas` : undefined;
  return (
    <form
      className="sheet form"
      onSubmit={submit}
      aria-label={member ? t`Changer ${member.displayName}` : t`Nouvelle personne`}
      data-testid="person-form"
    >
      <div className="fields">
        <label className={filterCss.field}>
          <span>{t`Nom`}</span>
          <input
            name="name"
            required
            maxLength={80}
            defaultValue={member?.displayName}
            data-testid="person-name"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Langue`}</span>
          <select name="language" defaultValue={member?.language ?? 'fr'}>
            <option value="fr">{t`Français`}</option>
            <option value="en">{t`Anglais`}</option>
          </select>
        </label>
        <label className={filterCss.field}>
          <span>{t`Identifiant au siège`}</span>
          <input
            name="login"
            autoComplete="off"
            minLength={3}
            maxLength={80}
            defaultValue={member?.login ?? ''}
            data-testid="person-login"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Mot de passe (8 caractères ou plus)`}</span>
          <input
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={8}
            placeholder={hint}
            data-testid="person-password"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`NIP de caisse (4 à 8 chiffres)`}</span>
          <input name="pin" inputMode="numeric" autoComplete="off" pattern="\d{4,8}" placeholder={hint} />
        </label>
      </div>
      <Choices
        legend={t`Rôles`}
        options={Object.entries(words).map(([role, name]) => ({ key: role as Role, name }))}
        chosen={roles}
        onChosen={setRoles}
      />
      <Choices
        legend={t`Magasins (aucun : tous)`}
        options={stores.map(({ storeId, name }) => ({ key: storeId, name }))}
        chosen={storeIds}
        onChosen={setStoreIds}
      />
      {member && !isOwn ? (
        <label className="check">
          <input type="checkbox" name="gone" defaultChecked={!member.isActive} data-testid="person-gone" />
          {t`Partie : ne se connecte plus nulle part`}
        </label>
      ) : null}
      {member?.login ? <EndSessions staffId={member.id} /> : null}
      {put.error ? (
        <FaultMessage
          fault={put.error}
          words={{
            '/problems/login-taken': t`Une autre personne a cet identifiant. Choisissez-en un autre.`,
            '/problems/stores-missing': t`Une gérance régionale a des magasins : cochez-les.`,
            '/problems/own-account': t`Vous perdriez votre propre accès. Demandez à une autre personne du siège.`,
          }}
        />
      ) : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={put.isPending || roles.length === 0}
          data-testid="save-person"
        >{t`Enregistrer`}</button>
        <button type="button" className="button" onClick={onDone}>{t`Annuler`}</button>
      </div>
    </form>
  );
}
