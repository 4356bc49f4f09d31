/** What is around every page: aisles, cart, who is signed in. A service that is down never takes a page with it. */
import type { Flash, ShellData } from '../../app/src/shared/shapes/frame.ts';
import { articleCount, readCart } from '../cart/cart.ts';
import { aisles, linkOf } from '../catalogue/categories.ts';
import { nameOf } from '../session/profile.ts';
import { type Page, show, type Visit } from '../visit.ts';

export const shell: Page = {
  async load(visit) {
    const [tree, cart, customerName] = await Promise.all([aisles(visit), readCart(visit), nameOf(visit)]);
    const shown: ShellData = {
      language: visit.language,
      categories: (tree ?? []).map(linkOf),
      cartCount: cart ? articleCount(cart) : 0,
      customerName,
      audience: audienceOf(visit),
      flash: flashOf(visit),
    };
    return show(shown);
  },
};

function audienceOf({ jar }: Visit): ShellData['audience'] {
  const answer = jar.get('audience');
  return answer === 'yes' || answer === 'no' ? answer : 'unknown';
}

function flashOf({ jar }: Visit): Flash | null {
  const told = jar.get('flash');
  if (told === undefined) return null;
  jar.delete('flash');
  return told as Flash;
}
