import type { StaffMember } from '@comptoir/sales/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useStores } from '../filters/use-stores.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { Titled } from '../frame/titled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { StaffForm } from './staff-form.tsx';
import { useRoleWords } from './use-role-words.ts';
import { useStaff } from './use-staff.ts';

/** People: who may sign in where, as what. */
export function StaffPage({ ownId }: { ownId: string }) {
  const { t } = useLingui();
  const staff = useStaff();
  const roles = useRoleWords();
  const names = new Map(useStores().map(({ storeId, name }) => [storeId, name]));
  const [written, setWritten] = useState<StaffMember | 'new' | null>(null);
  const [withGone, setWithGone] = useState(false);
  const shown = (staff.data ?? []).filter(({ isActive }) => isActive || withGone);
  return (
    <>
      <Titled
        title={t`Personnel`}
        newWord={t`Nouvelle personne`}
        isWriting={written !== null}
        onNew={() => setWritten('new')}
        testId="new-person"
      />
      {written === null ? null : (
        <StaffForm
          key={written === 'new' ? 'new' : written.id}
          member={written === 'new' ? undefined : written}
          isOwn={written !== 'new' && written.id === ownId}
          onDone={() => setWritten(null)}
        />
      )}
      <label className="check">
        <input type="checkbox" checked={withGone} onChange={({ target }) => setWithGone(target.checked)} />
        {t`Aussi les personnes parties`}
      </label>
      {staff.error ? <FaultMessage fault={staff.error} /> : null}
      {staff.data ? (
        <Scrolled>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t`Nom`}</th>
                <th scope="col">{t`Rôles`}</th>
                <th scope="col">{t`Magasins`}</th>
                <th scope="col">{t`Identifiant`}</th>
                <th scope="col">{t`NIP`}</th>
                <th scope="col">
                  <span className="visually-hidden">{t`Changer`}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.id} data-testid="person-row">
                  <td>
                    {one.displayName}
                    {one.isActive ? null : <span className="muted"> {t`(partie)`}</span>}
                  </td>
                  <td>{one.roles.map((role) => roles[role]).join(', ')}</td>
                  <td>
                    {one.storeIds.length === 0
                      ? t`Tous`
                      : one.storeIds.map((id) => names.get(id) ?? id).join(', ')}
                  </td>
                  <td>{one.login ?? '—'}</td>
                  <td>{one.hasPin ? t`Oui` : '—'}</td>
                  <td>
                    <button
                      type="button"
                      className="button"
                      onClick={() => setWritten(one)}
                      data-testid="change-person"
                      aria-label={t`Changer ${one.displayName}`}
                    >{t`Changer`}</button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
    </>
  );
}
