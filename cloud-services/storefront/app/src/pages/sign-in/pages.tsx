import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Form, Link, useActionData, useLoaderData } from 'react-router';
import { useSpoken } from '../../i18n/language.tsx';
import { buttonClass } from '../../parts/buttons.ts';
import { CheckBox, FaultSummary, Field, formClass } from '../../parts/form.tsx';
import { NameFields } from '../../parts/name-fields.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { code, email, password } from '../../shared/checks.ts';
import type { LetterAnswer, SignInAnswer, SignInData, TokenData } from '../../shared/shapes/account.ts';
import type { FormAnswer } from '../../shared/shapes/form.ts';
import { AskLetter } from './ask-letter.tsx';
import { LinkForm } from './link-form.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { Send } from './send.tsx';
import css from './sign-in.module.css';

export function FormPage(props: { title: string; children: ReactNode }) {
  return (
    <div className={css.page}>
      <title>{`${props.title} · Comptoir`}</title>
      <h1>{props.title}</h1>
      {props.children}
    </div>
  );
}

export function SignInPage() {
  const { next } = useLoaderData<SignInData>();
  const answer = useActionData<SignInAnswer>();
  const { t } = useLingui();
  const { to } = useSpoken();
  const labels = { email: t`Courriel`, password: t`Mot de passe` };
  if (answer?.challenge !== undefined) return <CodePage answer={answer} next={next} />;
  return (
    <FormPage title={t`Connexion`}>
      <Sheet>
        <Form method="post" className={formClass} noValidate>
          <FaultSummary answer={answer} labels={labels} />
          {next === null ? null : <input type="hidden" name="next" value={next} />}
          <Field
            name="email"
            label={labels.email}
            type="email"
            autoComplete="username"
            defaultValue={answer?.values.email}
            fault={answer?.faults.email}
            check={email}
          />
          <Field
            name="password"
            label={labels.password}
            type="password"
            autoComplete="current-password"
            fault={answer?.faults.password}
          />
          <Send>{t`Ouvrir ma session`}</Send>
          <Link to={to('forgotPassword')}>{t`Mot de passe oublié`}</Link>
          {answer?.problem === 'bad-credentials' ? (
            <Link to={to('confirmEmail')}>{t`Recevoir de nouveau le courriel de confirmation`}</Link>
          ) : null}
        </Form>
        <PasskeyButton options={answer?.passkeyOptions} next={next} />
      </Sheet>
      <Sheet title={t`Pas encore de compte`}>
        <p>
          <Trans>
            Un compte garde vos adresses, vos reçus du magasin et vos points. On peut aussi commander sans.
          </Trans>
        </p>
        <Link className={buttonClass('plain', 'wide')} to={to('register')} data-testid="to-register">
          {t`Créer un compte`}
        </Link>
      </Sheet>
    </FormPage>
  );
}

/** The second step, of whoever wants a code asked for beside the password. */
function CodePage({ answer, next }: { answer: SignInAnswer; next: string | null }) {
  const { t } = useLingui();
  const labels = { code: t`Code` };
  return (
    <FormPage title={t`Votre code`}>
      <Sheet>
        <Form method="post" className={formClass} noValidate>
          <FaultSummary answer={answer} labels={labels} />
          <input type="hidden" name="do" value="code" />
          <input type="hidden" name="challenge" value={answer.challenge} />
          {next === null ? null : <input type="hidden" name="next" value={next} />}
          <Field
            name="code"
            label={labels.code}
            hint={t`Les six chiffres de votre application, ou un code de secours.`}
            autoComplete="one-time-code"
            autoCapitalize="none"
            isShort
            fault={answer.faults.code}
            check={code}
          />
          <Send>{t`Ouvrir ma session`}</Send>
        </Form>
      </Sheet>
    </FormPage>
  );
}

export function RegisterPage() {
  const answer = useActionData<FormAnswer>();
  const { t } = useLingui();
  const { to } = useSpoken();
  const labels = {
    firstName: t`Prénom`,
    lastName: t`Nom`,
    email: t`Courriel`,
    password: t`Mot de passe`,
  };
  return (
    <FormPage title={t`Créer un compte`}>
      <Sheet>
        <Form method="post" className={formClass} noValidate>
          <FaultSummary answer={answer} labels={labels} />
          <NameFields answer={answer} />
          <Field
            name="email"
            label={labels.email}
            type="email"
            autoComplete="username"
            defaultValue={answer?.values.email}
            fault={answer?.faults.email}
            check={email}
          />
          <Field
            name="password"
            label={labels.password}
            hint={t`Au moins 10 caractères. Une phrase fait un bon mot de passe.`}
            type="password"
            autoComplete="new-password"
            fault={answer?.faults.password}
            check={password}
          />
          <CheckBox name="marketingEmail" isOn={answer?.values.marketingEmail === 'yes'}>
            {t`Recevoir nos offres par courriel. On peut s’en retirer à tout moment.`}
          </CheckBox>
          <Send>{t`Créer mon compte`}</Send>
          <p>
            <Link to={to('privacy')}>{t`Ce que nous faisons de vos renseignements`}</Link>
          </p>
        </Form>
      </Sheet>
    </FormPage>
  );
}

export function ConfirmEmailPage() {
  const { token } = useLoaderData<TokenData>();
  const answer = useActionData<LetterAnswer>();
  const { t } = useLingui();
  const { to } = useSpoken();
  const isOver = token === null || answer?.problem === 'link-expired';
  const isAsking = answer?.values.email !== undefined || answer?.sentTo !== undefined;
  return (
    <FormPage title={t`Confirmer votre courriel`}>
      {isOver || isAsking ? (
        <>
          <AskLetter
            answer={answer}
            intro={t`Entrez votre courriel. Nous y envoyons un nouveau lien.`}
            sent={(email) => t`Si ${email} attend d’être confirmé, un courriel vient de partir.`}
          />
          <Link to={to('signIn')}>{t`Aller à la connexion`}</Link>
        </>
      ) : (
        <Sheet>
          <LinkForm>{t`Confirmer mon adresse`}</LinkForm>
        </Sheet>
      )}
    </FormPage>
  );
}

export function ForgotPasswordPage() {
  const answer = useActionData<LetterAnswer>();
  const { t } = useLingui();
  return (
    <FormPage title={t`Mot de passe oublié`}>
      <AskLetter
        answer={answer}
        intro={t`Entrez votre courriel. Nous y envoyons un lien pour choisir un nouveau mot de passe.`}
        sent={(email) => t`Si ${email} a un compte, un courriel vient de partir. Le lien vaut une heure.`}
      />
    </FormPage>
  );
}

export function NewPasswordPage() {
  const { token } = useLoaderData<TokenData>();
  const answer = useActionData<FormAnswer>();
  const { t } = useLingui();
  const { to } = useSpoken();
  const labels = { password: t`Nouveau mot de passe` };
  return (
    <FormPage title={t`Nouveau mot de passe`}>
      <Sheet>
        <Form method="post" className={formClass} noValidate>
          <FaultSummary answer={answer} labels={labels} />
          <input type="hidden" name="token" value={token ?? ''} />
          <Field
            name="password"
            label={labels.password}
            hint={t`Au moins 10 caractères. Une phrase fait un bon mot de passe.`}
            type="password"
            autoComplete="new-password"
            fault={answer?.faults.password}
            check={password}
          />
          <Send>{t`Changer mon mot de passe`}</Send>
          <Link to={to('forgotPassword')}>{t`Demander un autre lien`}</Link>
        </Form>
      </Sheet>
    </FormPage>
  );
}
