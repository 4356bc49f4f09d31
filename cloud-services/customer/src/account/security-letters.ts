/** Each change of how an account is opened is told to its mailbox: whoever did not make it learns of it there. */
import type { Tx } from '@comptoir/service-kit/db/database';
import {
  type Language,
  type Letter,
  queueNotification,
} from '@comptoir/service-kit/notifications/notifications';
import { newId } from '../parts.ts';
import type { Customer } from '../store/customers.ts';

export type SecurityChange =
  | 'codes-on'
  | 'codes-off'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'passkey-added'
  | 'passkey-removed';

type Words = Readonly<{ subject: string; text: string }>;
const words: Readonly<Record<Language, Readonly<Record<SecurityChange, Words>>>> = {
  fr: {
    'codes-on': {
      subject: 'Votre compte demande maintenant un code',
      text: 'Pour ouvrir une session, il faut maintenant le mot de passe et un code de votre application.',
    },
    'codes-off': {
      subject: 'Votre compte ne demande plus de code',
      text: 'Le mot de passe suffit de nouveau pour ouvrir une session. Les codes de secours ne servent plus.',
    },
    'recovery-codes-made': {
      subject: 'De nouveaux codes de secours',
      text: 'De nouveaux codes de secours ont été faits pour votre compte. Ceux d’avant ne servent plus.',
    },
    'recovery-code-used': {
      subject: 'Un code de secours a servi',
      text: 'Une session vient d’être ouverte avec un code de secours. Ce code ne sert plus.',
    },
    'passkey-added': {
      subject: 'Une clé d’accès est ajoutée',
      text: 'Une clé d’accès a été ajoutée à votre compte. Elle ouvre une session sans mot de passe.',
    },
    'passkey-removed': {
      subject: 'Une clé d’accès est retirée',
      text: 'Une clé d’accès a été retirée de votre compte. Elle n’ouvre plus de session.',
    },
  },
  en: {
    'codes-on': {
      subject: 'Your account now asks for a code',
      text: 'Signing in now takes your password and a code from your app.',
    },
    'codes-off': {
      subject: 'Your account no longer asks for a code',
      text: 'Your password alone signs in again. Recovery codes do not work any more.',
    },
    'recovery-codes-made': {
      subject: 'New recovery codes',
      text: 'New recovery codes were made for your account. Those of before do not work any more.',
    },
    'recovery-code-used': {
      subject: 'A recovery code was used',
      text: 'Somebody has just signed in with a recovery code. That code does not work any more.',
    },
    'passkey-added': {
      subject: 'A passkey was added',
      text: 'A passkey was added to your account. It signs in without a password.',
    },
    'passkey-removed': {
      subject: 'A passkey was removed',
      text: 'A passkey was removed from your account. It does not sign in any more.',
    },
  },
};

export function securityLetter(language: Language, firstName: string, change: SecurityChange): Letter {
  const { subject, text } = words[language][change];
  const [hello, note] =
    language === 'fr'
      ? [
          'Bonjour',
          'Ce n’était pas vous? Choisissez vite un autre mot de passe : vos autres appareils seront déconnectés.',
        ]
      : ['Hello', 'It was not you? Choose another password at once: your other devices will be signed out.'];
  return {
    subject,
    blocks: [
      { kind: 'heading', text: `${hello} ${firstName}` },
      { kind: 'paragraph', text },
      { kind: 'note', text: note },
    ],
  };
}

export const tellSecurityChange = (
  tx: Tx,
  { id, language, person }: Customer,
  change: SecurityChange,
): Promise<unknown> =>
  queueNotification(tx, {
    id: newId(),
    about: id,
    kind: `customer.${change}`,
    to: { mail: person.email },
    language,
    letter: securityLetter(language, person.firstName, change),
  });
