import { dayS } from '../http/cookies.ts';
import { goTo, type Page, show } from '../visit.ts';

/** As long as a choice may be remembered without asking again. Source: CAI, "Témoins de connexion". */
const rememberedDays = 365;

/** May this shop count what is looked at and bought? Nothing is counted before a yes. */
export const audience: Page = {
  async act(visit) {
    const answer = visit.form.get('answer') === 'yes' ? 'yes' : 'no';
    visit.jar.set('audience', answer, rememberedDays * dayS);
    if (answer === 'no') visit.jar.delete('visitor');
    const back = visit.form.get('back') ?? '';
    if (visit.isScripted) return show({});
    return goTo(/^\/(?![/\\])/.test(back) ? back : visit.to('home'));
  },
  async load(visit) {
    return goTo(visit.to('privacy'));
  },
};
