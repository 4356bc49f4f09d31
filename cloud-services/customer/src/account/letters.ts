/** What Customer writes to people, in French and English. */
import type { Language, Letter } from '@comptoir/service-kit/notifications/notifications';

type Named = Readonly<{ firstName: string }>;
const pageOf = (shopUrl: string, path: string, token?: string) => {
  const url = new URL(path, shopUrl);
  if (token !== undefined) url.searchParams.set('token', token);
  return url.href;
};

export function confirmationLetter(
  language: Language,
  { firstName, shopUrl, token }: Named & { shopUrl: string; token: string },
): Letter {
  return language === 'fr'
    ? {
        subject: 'Confirmez votre adresse de courriel',
        preview: 'Un clic, et votre compte est ouvert.',
        blocks: [
          { kind: 'heading', text: `Bonjour ${firstName}` },
          {
            kind: 'paragraph',
            text: 'Confirmez que cette adresse est la vôtre, et votre compte est ouvert.',
          },
          {
            kind: 'button',
            label: 'Confirmer mon adresse',
            url: pageOf(shopUrl, '/courriel/confirmer', token),
          },
          {
            kind: 'note',
            text: 'Le lien est bon pendant 7 jours. Vous n’avez pas créé de compte chez nous? Ne faites rien : sans ce clic, il n’y en aura pas.',
          },
        ],
      }
    : {
        subject: 'Confirm your e-mail address',
        preview: 'One click, and your account is open.',
        blocks: [
          { kind: 'heading', text: `Hello ${firstName}` },
          { kind: 'paragraph', text: 'Confirm that this address is yours, and your account is open.' },
          { kind: 'button', label: 'Confirm my address', url: pageOf(shopUrl, '/en/email/confirm', token) },
          {
            kind: 'note',
            text: 'The link works for 7 days. Did you not create an account with us? Do nothing: without this click there will be none.',
          },
        ],
      };
}

/** To whoever was written down at a till. */
export function writtenDownLetter(
  language: Language,
  { firstName, shopUrl, cardNumber }: Named & { shopUrl: string; cardNumber: string },
): Letter {
  return language === 'fr'
    ? {
        subject: 'Vous êtes client chez nous',
        blocks: [
          { kind: 'heading', text: `Bonjour ${firstName}` },
          {
            kind: 'paragraph',
            text: `Votre fiche fut créée en magasin. Votre carte de fidélité porte le numéro ${cardNumber} : montrez-le à la caisse, vos achats y donnent des points.`,
          },
          {
            kind: 'paragraph',
            text: 'Pour voir vos achats et vos points en ligne, choisissez un mot de passe.',
          },
          { kind: 'button', label: 'Choisir un mot de passe', url: pageOf(shopUrl, '/mot-de-passe') },
          {
            kind: 'note',
            text: 'Ce n’est pas vous? Écrivez-nous : nous effaçons la fiche.',
          },
        ],
      }
    : {
        subject: 'You are a customer of ours',
        blocks: [
          { kind: 'heading', text: `Hello ${firstName}` },
          {
            kind: 'paragraph',
            text: `You were signed up in our store. Your loyalty card has the number ${cardNumber}: show it at the till, and what you buy earns points.`,
          },
          { kind: 'paragraph', text: 'To see your purchases and points online, choose a password.' },
          { kind: 'button', label: 'Choose a password', url: pageOf(shopUrl, '/en/password') },
          { kind: 'note', text: 'It is not you? Write to us: we erase the record.' },
        ],
      };
}

/** To whoever has an account already and registers again, or whose address a stranger typed. */
export function knownAddressLetter(
  language: Language,
  { firstName, shopUrl }: Named & { shopUrl: string },
): Letter {
  return language === 'fr'
    ? {
        subject: 'Vous avez déjà un compte',
        blocks: [
          { kind: 'heading', text: `Bonjour ${firstName}` },
          {
            kind: 'paragraph',
            text: 'Quelqu’un, vous sans doute, vient d’ouvrir un compte avec cette adresse. Vous en avez déjà un : il suffit de vous connecter.',
          },
          { kind: 'button', label: 'Me connecter', url: pageOf(shopUrl, '/connexion') },
          {
            kind: 'note',
            text: 'Mot de passe oublié? La page de connexion vous en laisse choisir un autre. Si ce n’était pas vous, ne faites rien : rien n’a changé.',
          },
        ],
      }
    : {
        subject: 'You have an account already',
        blocks: [
          { kind: 'heading', text: `Hello ${firstName}` },
          {
            kind: 'paragraph',
            text: 'Someone, probably you, has just opened an account with this address. You have one already: just sign in.',
          },
          { kind: 'button', label: 'Sign in', url: pageOf(shopUrl, '/en/sign-in') },
          {
            kind: 'note',
            text: 'Forgot your password? The sign-in page lets you choose another. If it was not you, do nothing: nothing has changed.',
          },
        ],
      };
}

export function resetLetter(
  language: Language,
  { firstName, shopUrl, token }: Named & { shopUrl: string; token: string },
): Letter {
  return language === 'fr'
    ? {
        subject: 'Choisissez un nouveau mot de passe',
        blocks: [
          { kind: 'heading', text: `Bonjour ${firstName}` },
          { kind: 'paragraph', text: 'Vous avez demandé à choisir un nouveau mot de passe.' },
          {
            kind: 'button',
            label: 'Choisir un mot de passe',
            url: pageOf(shopUrl, '/mot-de-passe/nouveau', token),
          },
          {
            kind: 'note',
            text: 'Le lien est bon pendant une heure et sert une fois. Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.',
          },
        ],
      }
    : {
        subject: 'Choose a new password',
        blocks: [
          { kind: 'heading', text: `Hello ${firstName}` },
          { kind: 'paragraph', text: 'You asked to choose a new password.' },
          { kind: 'button', label: 'Choose a password', url: pageOf(shopUrl, '/en/password/new', token) },
          {
            kind: 'note',
            text: 'The link works for one hour, once. If it was not you, do nothing: your password stays as it is.',
          },
        ],
      };
}

export function passwordChangedLetter(language: Language, { firstName }: Named): Letter {
  return language === 'fr'
    ? {
        subject: 'Votre mot de passe a changé',
        blocks: [
          { kind: 'heading', text: `Bonjour ${firstName}` },
          {
            kind: 'paragraph',
            text: 'Le mot de passe de votre compte vient de changer. Vos autres appareils devront se connecter de nouveau.',
          },
          {
            kind: 'note',
            text: 'Ce n’était pas vous? Choisissez vite un autre mot de passe, ou écrivez-nous.',
          },
        ],
      }
    : {
        subject: 'Your password has changed',
        blocks: [
          { kind: 'heading', text: `Hello ${firstName}` },
          {
            kind: 'paragraph',
            text: 'The password of your account has just changed. Your other devices will have to sign in again.',
          },
          { kind: 'note', text: 'It was not you? Choose another password at once, or write to us.' },
        ],
      };
}

export function erasedLetter(language: Language, { firstName }: Named): Letter {
  return language === 'fr'
    ? {
        subject: 'Votre compte est effacé',
        blocks: [
          { kind: 'heading', text: `Bonjour ${firstName}` },
          {
            kind: 'paragraph',
            text: 'Votre compte vient d’être effacé. Vos renseignements ne peuvent plus être lus, par nous non plus.',
          },
          {
            kind: 'paragraph',
            text: 'Une commande en route garde votre adresse jusqu’à ce qu’elle soit remise, puis l’oublie. Les reçus restent, sans votre nom, comme la loi le demande.',
          },
          {
            kind: 'note',
            text: 'Ce n’était pas vous? Écrivez-nous. Vous pouvez ouvrir un nouveau compte avec cette adresse; points et achats d’avant n’y seront pas.',
          },
        ],
      }
    : {
        subject: 'Your account is erased',
        blocks: [
          { kind: 'heading', text: `Hello ${firstName}` },
          {
            kind: 'paragraph',
            text: 'Your account has just been erased. What we kept of you cannot be read any more, not even by us.',
          },
          {
            kind: 'paragraph',
            text: 'An order on its way keeps your address until it is handed over, then forgets it. Receipts stay, without your name, as the law asks.',
          },
          {
            kind: 'note',
            text: 'It was not you? Write to us. You may open a new account with this address; points and purchases of before will not be in it.',
          },
        ],
      };
}
