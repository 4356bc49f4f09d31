import { phone, required } from '../../app/src/shared/checks.ts';
import type { Outcome } from '../../app/src/shared/outcome.ts';
import type {
  AccountData,
  PointsMove,
  PrivacyData,
  ProfileData,
} from '../../app/src/shared/shapes/account.ts';
import type { OrderSummary } from '../../app/src/shared/shapes/order.ts';
import { formAgain, problemOf, readForm, withPassword } from '../forms.ts';
import { newKey, type Reply } from '../gateway/gateway.ts';
import { customerPath, fullName, type Profile, readProfile } from '../session/profile.ts';
import { failed, goTo, type Page, show, tell, type Visit } from '../visit.ts';

/** Pages of whoever is signed in; others are sent to sign in first, and back. */
export async function signedIn(
  visit: Visit,
  then: (profile: Profile) => Promise<Outcome> | Outcome,
): Promise<Outcome> {
  const reply = await readProfile(visit);
  if (reply === null) return goTo(visit.to('signIn', {}, { next: visit.url.pathname }));
  return reply.ok ? then(reply.body) : failed(reply.refusal, visit);
}

const ordersShown = 20;
/** As `GET /api/v1/customers/{id}/orders` tells them. Source: docs, HTTP interface. */
type ToldOrder = Readonly<{
  id: string;
  number: string;
  channel: 'web' | 'pos';
  at: string;
  status: string;
  total: Readonly<{ amountMinor: number }>;
}>;

const pointsShown = 10;
/** As `GET /api/v1/customers/{id}/points` tells them. */
type ToldPoints = Readonly<{
  points: number;
  reason: PointsMove['reason'];
  at: string;
  number: string | null;
  rules?: readonly Readonly<{ points: number; name: Readonly<{ fr: string; en: string }> | null }>[];
}>;

const moveOf = (
  { points, reason, at, number, rules = [] }: ToldPoints,
  language: 'fr' | 'en',
): PointsMove => ({
  ...{ points, reason, at, number },
  bonuses: rules.flatMap(({ name, points: given }) =>
    name ? [{ name: name[language], points: given }] : [],
  ),
});

export const account: Page = {
  load: (visit) =>
    signedIn(visit, async (profile) => {
      const token = await visit.customer.token();
      const [reply, moved] = await Promise.all([
        visit.gateway.call<{ items: ToldOrder[] }>({
          path: customerPath(profile.id, '/orders'),
          query: { limit: String(ordersShown) },
          token,
        }),
        visit.gateway.call<{ entries: ToldPoints[] }>({
          path: customerPath(profile.id, '/points'),
          query: { limit: String(pointsShown) },
          token,
        }),
      ]);
      const { points, worthMinor, tier, nextTier, keptUntil, expiresAt } = profile.loyalty;
      const shown: AccountData = {
        name: fullName(profile),
        email: profile.email,
        points,
        worthMinor,
        tier,
        cardNumber: profile.cardNumber ?? null,
        nextTier: nextTier ? { name: nextTier.code, missing: nextTier.missingPoints } : null,
        keptUntil: keptUntil ?? null,
        expiresAt: expiresAt ?? null,
        moves: moved.ok ? moved.body.entries.map((entry) => moveOf(entry, visit.language)) : [],
        orders: reply.ok ? reply.body.items.map(summaryOf) : null,
      };
      return show(shown);
    }),
};

const summaryOf = ({ id, number, channel, at, status, total }: ToldOrder): OrderSummary => ({
  id,
  number,
  channel,
  placedAt: at,
  status,
  totalMinor: total.amountMinor,
});

export const profile: Page = {
  load: (visit) =>
    signedIn(visit, ({ names, email, language, phone: number, preferences }) =>
      show({
        ...names,
        email,
        language,
        phone: number ?? '',
        smsOrderUpdates: preferences.smsOrderUpdates,
      } satisfies ProfileData),
    ),
  act: (visit) =>
    signedIn(visit, async (known) => {
      const { fields, faults, isGood } = readForm(visit.form, profileFields);
      const language = visit.form.get('language') === 'en' ? 'en' : 'fr';
      const smsOrderUpdates = visit.form.get('smsOrderUpdates') === 'yes';
      const typed = { ...fields, language, smsOrderUpdates: smsOrderUpdates ? 'yes' : 'no' };
      if (!isGood) return formAgain(typed, faults);
      // Wanted, but where to?
      if (smsOrderUpdates && fields.phone === '') return formAgain(typed, { phone: 'required' });
      const body = {
        ...fields,
        language,
        phone: fields.phone === '' ? null : fields.phone,
        preferences: { ...known.preferences, smsOrderUpdates },
      };
      return saved(visit, typed, 'profile', await put(visit, known.id, '/profile', body));
    }),
};

const profileFields = { firstName: required, lastName: required, phone };

export const privacyChoices: Page = {
  load: (visit) => signedIn(visit, ({ consents }) => show(consents satisfies PrivacyData)),
  act: (visit) =>
    signedIn(visit, async (known) => {
      const token = await visit.customer.token();
      if (visit.form.get('do') === 'erase') {
        return withPassword(visit.form, 'erasePassword', async (shown) => {
          const path = customerPath(known.id, '/erasure');
          const reply = await visit.gateway.call({ method: 'POST', path, body: { password: shown }, token });
          if (!reply.ok) {
            const isWrong = reply.refusal.type === 'wrong-credentials';
            return formAgain({}, {}, isWrong ? 'wrong-password' : problemOf(reply.refusal));
          }
          visit.customer.end();
          visit.jar.delete('cart');
          tell(visit, 'account-erased');
          return goTo(visit.to('home'));
        });
      }
      const analytics = visit.form.get('analytics') === 'yes';
      visit.jar.set('audience', analytics ? 'yes' : 'no', 31_536_000);
      if (!analytics) visit.jar.delete('visitor');
      const body = { marketingEmail: visit.form.get('marketingEmail') === 'yes', analytics };
      return saved(visit, {}, 'privacyChoices', await put(visit, known.id, '/consents', body));
    }),
};

export const put = async (visit: Visit, id: string, rest: string, body: unknown): Promise<Reply<unknown>> =>
  visit.gateway.call({
    method: 'PUT',
    path: customerPath(id, rest),
    body,
    token: await visit.customer.token(),
    idempotencyKey: newKey(),
  });

export function saved(
  visit: Visit,
  fields: Readonly<Record<string, string>>,
  page: 'profile' | 'addresses' | 'privacyChoices',
  reply: Reply<unknown>,
): Outcome {
  if (!reply.ok) return formAgain(fields, {}, problemOf(reply.refusal));
  tell(visit, 'saved');
  return goTo(visit.to(page));
}

export const accountPages = { account, profile, privacyChoices };
