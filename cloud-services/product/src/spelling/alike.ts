/** Words that sound as one and are written in two ways: with a letter doubled or not, with an article or without. Pure. */

/** In shorter ones a doubled letter makes another word: *pâte*, *patte*. */
const squeezedLengthMin = 7;

/** `mozzarella` → `mozarela`; `undefined` where a word is too short for that. @param word folded. */
export const squeezed = (word: string): string | undefined =>
  word.length < squeezedLengthMin ? undefined : word.replace(/([a-z])\1+/g, '$1');

/** Of each that has a doubled letter: what the search knows beside the words themselves. */
export const squeezedWords = (words: string): string =>
  words
    .split(' ')
    .flatMap((word) => {
      const plain = squeezed(word);
      return plain === undefined || plain === word ? [] : [plain];
    })
    .join(' ');

/** `derable` → `erable`: an article whose apostrophe was left out. @param word folded. */
export const withoutArticle = (word: string): string | undefined =>
  /^[dl](?=[aeiouy][a-z]{4})/.test(word) ? word.slice(1) : undefined;
