import type { StaffCredential } from '@comptoir/edge-agent/api';
import { may, type Permission } from '@comptoir/sync-protocol/staff/permissions';
import { Key, Keypad } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Command } from '../../keys/commands.ts';
import { wantBadge } from '../../till/badges.ts';
import { edge, sound } from '../../till/context.ts';
import { useTill } from '../../till/store.ts';
import { useKeypadWords } from '../keypad-words.ts';
import css from './approval.module.css';

const pinMax = 8;

/** Somebody who may says yes by PIN; the cashier stays at the till. The keys that are typed come from the dialog it stands in. */
export function useApproval(
  permission: Permission | null,
  amountMinor: number,
  onApproved: (approvalId: string, staffId: string) => void,
) {
  const [chosen, setChosen] = useState<string | null>(null);
  const staff = useTill((state) => state.register?.staff);
  const leads = permission === null ? [] : (staff ?? []).filter((member) => may(member, permission));
  // Where one person alone may, nobody is to be chosen.
  const staffId = chosen ?? (leads.length === 1 ? leads[0]?.id : undefined) ?? null;
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const asking = useRef(false);
  const ask = async (credential: StaffCredential) => {
    if (permission === null) return;
    // Two who allow at once allow one act: the first is waited for.
    if (asking.current) {
      setProblem('asking');
      sound('refused');
      return;
    }
    asking.current = true;
    const reply = await edge().approve({ permission, ...credential, amountMinor });
    asking.current = false;
    setPin('');
    if (reply.is === 'ok') return onApproved(reply.body.approvalId, reply.body.staffId);
    setProblem(reply.is === 'problem' ? reply.problem.type : 'unreachable');
    sound('refused');
  };
  const submit = async () => {
    if (staffId !== null && pin.length >= 4) await ask({ staffId, pin });
  };
  const byBadge = useEffectEvent((badge: string) => void ask({ badge }));
  useEffect(() => (permission === null ? undefined : wantBadge(byBadge)), [permission]);
  return {
    leads,
    staffId,
    pin,
    problem,
    choose: setChosen,
    /** The one before or after, by key. */
    move: (by: 1 | -1) => {
      const at = leads.findIndex(({ id }) => id === staffId);
      const next = leads[at < 0 ? 0 : (at + by + leads.length) % leads.length];
      if (next) setChosen(next.id);
    },
    type: (digits: string) => setPin((present) => (present + digits.replace(/\D/g, '')).slice(0, pinMax)),
    erase: () => setPin((present) => present.slice(0, -1)),
    submit,
  };
}

/** For the dialog in which the form stands. */
export function onApprovalCommand(approval: ReturnType<typeof useApproval>, command: Command): boolean {
  if (command.do === 'type') approval.type(command.text);
  else if (command.do === 'up' || command.do === 'down') approval.move(command.do === 'up' ? -1 : 1);
  else if (command.do === 'erase') approval.erase();
  else if (command.do === 'enter') void approval.submit();
  else return false;
  return true;
}

export function ApprovalForm({
  permission,
  approval,
}: {
  permission: Permission;
  approval: ReturnType<typeof useApproval>;
}) {
  const { t } = useLingui();
  const words = useKeypadWords(t`Autoriser`);
  const what: Readonly<Record<Permission, string>> = {
    'return-without-receipt': t`Retour sans reçu`,
    'refund-otherwise': t`Remboursement au comptant de ce qui fut payé autrement`,
    'settle-payment': t`Paiement à vérifier`,
    'paid-out': t`Sortie de caisse`,
    'change-settings': t`Réglages du magasin`,
    'age-check': t`Âge de l’acheteur`,
    discount: t`Rabais`,
    'price-override': t`Changer le prix`,
    'return-unverified': t`Reçu d’un autre magasin, sans lien avec le siège`,
  };
  const problemWords: Readonly<Record<string, string>> = {
    'wrong-pin': t`NIP incorrect. Retapez-le.`,
    'unknown-badge': t`Ce badge n’est connu de personne. Tapez le NIP.`,
    asking: t`Une autorisation est déjà demandée. Attendez sa réponse.`,
  };
  return (
    <section className={css.approval} aria-label={t`Autorisation`} data-testid="approval">
      <p className={css.strong}>{what[permission]}</p>
      <p className={css.help}>
        <Trans>Un responsable lit son badge, ou touche son nom (touches ↑ ↓) et tape son NIP.</Trans>
      </p>
      <div className={css.keys}>
        {approval.leads.map((member) => (
          <Key
            key={member.id}
            pressed={approval.staffId === member.id}
            onPress={() => approval.choose(member.id)}
            testId={`approver-${member.id}`}
          >
            {member.displayName}
          </Key>
        ))}
      </div>
      <output className={css.typed} aria-label={t`NIP`} data-testid="approval-pin">
        {'•'.repeat(approval.pin.length) || '—'}
      </output>
      <p className={css.problem} role="alert">
        {approval.problem === null ? null : (problemWords[approval.problem] ?? t`Non autorisé.`)}
      </p>
      <Keypad
        layout="pin"
        decimalMark=","
        words={words}
        enterTone="primary"
        onKey={(key) => {
          if (key === 'enter') void approval.submit();
          else if (key === 'backspace') approval.erase();
          else approval.type(key);
        }}
      />
    </section>
  );
}
