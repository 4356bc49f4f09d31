/** Form parts. Source: GOV.UK Design System, "Recover from validation errors": summary with links, same words at the field. */
import { useLingui } from '@lingui/react/macro';
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Check } from '../shared/checks.ts';
import type { FieldFault, FormAnswer, FormProblem } from '../shared/shapes/form.ts';
import css from './form.module.css';

export const formClass = css.form;

/** A press of a key is over by then. */
const pressMs = 300;

type FieldProps = Readonly<{
  name: string;
  label: string;
  hint?: string;
  /** What the server found; what is found on leaving the field comes before it. */
  fault?: FieldFault | undefined;
  check?: Check;
  isShort?: boolean;
}> &
  Pick<
    ComponentProps<'input'>,
    'type' | 'autoComplete' | 'inputMode' | 'defaultValue' | 'maxLength' | 'onBlur' | 'autoCapitalize'
  >;

export function Field(props: FieldProps) {
  const { name, label, hint, fault, check, isShort = false, onBlur, ...input } = props;
  const words = useFaultWords();
  const [left, setLeft] = useState<FieldFault | 'good' | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the server's word replaces what was found before.
  useEffect(() => setLeft(undefined), [fault]);
  const shown = left === 'good' ? undefined : (left ?? fault);
  const described = [hint ? `${name}-hint` : '', shown ? `${name}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div className={css.field} data-short={isShort}>
      <label htmlFor={name}>{label}</label>
      {hint ? (
        <span className={css.hint} id={`${name}-hint`}>
          {hint}
        </span>
      ) : null}
      {shown ? (
        <span className={css.fault} id={`${name}-fault`}>
          {words(shown)}
        </span>
      ) : null}
      <input
        {...input}
        id={name}
        name={name}
        aria-invalid={shown !== undefined}
        aria-describedby={described === '' ? undefined : described}
        data-testid={name}
        onBlur={(event) => {
          const value = event.currentTarget.value.trim();
          // A field that was only passed through is not scolded; one that was mended is told so.
          const isTold = check !== undefined && (value !== '' || left !== undefined);
          const tell = () => setLeft(check?.(value) ?? 'good');
          // Words that come or go would move the key from under the finger that presses it.
          if (isTold && event.relatedTarget instanceof HTMLButtonElement) setTimeout(tell, pressMs);
          else if (isTold) tell();
          onBlur?.(event);
        }}
      />
    </div>
  );
}

export function CheckBox(props: { name: string; children: ReactNode; isOn?: boolean }) {
  return (
    <label className={css.check}>
      <input
        type="checkbox"
        name={props.name}
        value="yes"
        defaultChecked={props.isOn}
        data-testid={props.name}
      />
      <span>{props.children}</span>
    </label>
  );
}

/** What is amiss, on top of the form, with a link to each field; it takes the focus when it appears. */
export function FaultSummary(props: {
  answer: FormAnswer | undefined;
  labels: Readonly<Record<string, string>>;
  /** What else was refused, in words. */
  said?: string | undefined;
}) {
  const { answer, labels, said } = props;
  const { t } = useLingui();
  const fieldWords = useFaultWords();
  const formWords = useProblemWords();
  const summary = useRef<HTMLDivElement>(null);
  const faults = Object.entries(answer?.faults ?? {});
  const isShown = faults.length > 0 || answer?.problem !== undefined || said !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is told, also one that says the same again.
  useEffect(() => {
    if (isShown) summary.current?.focus();
  }, [answer, isShown]);
  if (!isShown) return null;
  return (
    <div className={css.summary} role="alert" tabIndex={-1} ref={summary} data-testid="fault-summary">
      <h2>{faults.length > 0 ? t`Corrigez ce qui suit` : t`Cela n’a pas fonctionné`}</h2>
      {answer?.problem ? <p data-problem={answer.problem}>{formWords(answer.problem)}</p> : null}
      {said === undefined ? null : <p data-testid="refusal">{said}</p>}
      {faults.length === 0 ? null : (
        <ul>
          {faults.map(([name, fault]) => {
            const [label, amiss] = [labels[name] ?? name, fieldWords(fault)];
            return (
              <li key={name}>
                <a href={`#${name}`}>{t`${label} : ${amiss}`}</a>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

export function useFaultWords() {
  const { t } = useLingui();
  return (fault: FieldFault): string =>
    ({
      required: t`Remplissez ce champ.`,
      email: t`Entrez une adresse comme nom@exemple.ca.`,
      'password-short': t`Choisissez au moins 10 caractères.`,
      'password-common': t`Ce mot de passe est trop connu. Choisissez-en un autre.`,
      'postal-code': t`Entrez un code postal canadien, par exemple H2J 1Y0.`,
      'postal-code-us': t`Entrez un code ZIP, par exemple 10001.`,
      'postal-code-fr': t`Entrez un code postal français, par exemple 75011.`,
      state: t`Entrez les deux lettres de l’État, par exemple NY.`,
      phone: t`Entrez 10 chiffres, par exemple 514 555-0112.`,
      'too-long': t`C’est trop long. Raccourcissez.`,
      'gift-code': t`Ce n’est pas le code d’une carte-cadeau. Vérifiez chaque symbole.`,
      'gift-unknown': t`Nous ne connaissons pas cette carte. Vérifiez le code.`,
      'gift-refused': t`Cette carte ne peut pas servir. Payez autrement, ou écrivez-nous.`,
      'gift-empty': t`Il ne reste rien sur cette carte.`,
      'slot-taken': t`Cette plage vient d’être prise. Choisissez-en une autre.`,
      invalid: t`Vérifiez ce champ.`,
    })[fault];
}

export function useProblemWords() {
  const { t } = useLingui();
  return (problem: FormProblem): string =>
    ({
      'bad-credentials': t`Le courriel ou le mot de passe ne correspond pas. Vérifiez-les, ou choisissez un nouveau mot de passe.`,
      'wrong-password': t`Ce n’est pas votre mot de passe. Vérifiez-le et réessayez.`,
      'wrong-code': t`Ce code ne convient pas. Attendez le suivant et réessayez.`,
      'sign-in-too-old': t`Trop de temps a passé. Recommencez du début.`,
      'passkey-refused': t`Cette clé d’accès n’a pas fonctionné ici. Choisissez un autre moyen.`,
      'too-many-tries': t`Trop d’essais de suite. Attendez une minute et réessayez.`,
      'link-expired': t`Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau.`,
      unavailable: t`Le service ne répond pas. Ce que vous avez entré est gardé. Réessayez dans un instant.`,
      refused: t`La demande a été refusée. Vérifiez ce que vous avez entré.`,
      'not-delivered-there': t`Nous ne livrons pas là. Choisissez une autre adresse, ou ramassez en magasin.`,
      'order-in-progress': t`Ce panier est déjà en train d’être payé, peut-être dans une autre fenêtre. Ne payez pas de nouveau.`,
      'too-late': t`Ce n’est plus possible : regardez où en est la commande.`,
      'other-taxes': t`Les taxes sont autres dans cette province. Annulez la commande, puis commandez de nouveau.`,
      'nothing-left': t`Il ne resterait rien de la commande. Annulez-la plutôt.`,
      'nothing-chosen': t`Entrez une quantité pour au moins un article.`,
      'more-than-left': t`C’est plus que ce qui reste de cet article. Entrez une plus petite quantité.`,
      quantity: t`Entrez une quantité en chiffres. Ce qui se vend à la pièce ne se divise pas.`,
      'exchange-not-possible': t`Rien de cela ne fut payé par carte. Retournez-le : vous aurez de quoi acheter autre chose.`,
      'cart-short': t`Il n’y en a plus assez pour cette commande. Réduisez votre panier et recommencez.`,
      'order-refused': t`Nous ne pouvons pas accepter cette commande. Rien n’a été prélevé. Écrivez-nous, ou passez à l’un de nos magasins.`,
      'less-than-taken': t`Une carte prend au moins 0,50 $. Ajoutez un article, ou payez autrement.`,
      'slot-taken': t`Cette plage vient d’être prise. Choisissez-en une autre.`,
      'payment-not-ready': t`La carte n’est pas complète. Vérifiez le numéro, la date et le code.`,
    })[problem];
}
