/** How a customer goes from the variant on the page to another one: by its options, else by its name. Pure. */
import type { ProductView } from '@comptoir/product/api';
import type { Option } from '../../app/src/shared/shapes/catalogue.ts';
import { textOf } from './cards.ts';

/** Each value leads to the variant that is like this one otherwise; where there is none, to the likest that has it. */
export function optionsOf(chosen: Pick<ProductView, 'id' | 'options' | 'variants'>): Option[] {
  const { options, variants } = chosen;
  const here = variants.find(({ id }) => id === chosen.id);
  const coded = options.flatMap(({ code, name, values }) =>
    code === undefined ? [] : [{ code, name, values }],
  );
  if (coded.length === 0 || !here)
    return [
      {
        name: null,
        values: variants.map((variant) => ({
          code: variant.sku,
          name: textOf(variant.variantName ?? variant.name),
          isChosen: variant.id === chosen.id,
        })),
      },
    ];
  const saysOf = ({ choices = {} }: ProductView['variants'][number], code: string) =>
    textOf(choices[code] ?? '');
  const likeness = (variant: ProductView['variants'][number]) =>
    coded.filter(({ code }) => saysOf(variant, code) === saysOf(here, code)).length;
  return coded.map(({ code, name, values }) => ({
    name: textOf(name),
    values: values.flatMap((value) => {
      const having = variants.filter((variant) => saysOf(variant, code) === textOf(value));
      const [likest] = having.toSorted((a, b) => likeness(b) - likeness(a));
      const isChosen = saysOf(here, code) === textOf(value);
      return likest ? [{ code: isChosen ? here.sku : likest.sku, name: textOf(value), isChosen }] : [];
    }),
  }));
}
