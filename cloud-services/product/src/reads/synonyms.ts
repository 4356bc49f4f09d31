/** Words for one and the same thing, as Québec, France and English shops say it; folded, one word each. Pure. */
const groups = [
  'yogourt yaourt yogurt yoghourt yoghurt',
  'croustilles chips',
  'arachide arachides cacahuete cacahuetes peanut peanuts',
  'bleuet bleuets myrtille myrtilles blueberry blueberries',
  'canneberge canneberges cranberry cranberries',
  'confiture confitures jam',
  'erable maple',
  'fromage cheese',
  'feve feves haricot haricots beans',
  'fraise fraises strawberry strawberries',
  'miel honey',
  'tuque bonnet',
];

const bySelf = new Map(
  groups.flatMap((group) => {
    const words = group.split(' ');
    return words.map((word) => [word, words.filter((other) => other !== word)] as const);
  }),
);

/** @param word folded. @returns what else may be meant by it; never the word itself. */
export const synonymsOf = (word: string): readonly string[] => bySelf.get(word) ?? [];
