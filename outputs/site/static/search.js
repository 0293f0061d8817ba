// Text cut into search terms: folded by the table in site/data/folding.js as wireglot.articles.languages.fold does, and
// cut as outputs/index/words.py does. Tests run the same words through both.
"use strict";
globalThis.wireglotSearch = (() => {
  const LONGEST = 40;

  /** A function that folds text, from the table that Python folds with. */
  const folding = (table) => {
    const replacements = new Map();
    for (const [replacement, characters] of Object.entries(table.characters)) {
      for (const character of characters) replacements.set(character, replacement);
    }
    const patterns = table.patterns.map(([pattern, replacement]) => [new RegExp(pattern, "gu"), replacement]);
    return (text) => {
      let folded = [...text.normalize("NFKC")].map((character) => replacements.get(character) ?? character).join("");
      for (const [pattern, replacement] of patterns) folded = folded.replace(pattern, replacement);
      return folded.normalize("NFC");
    };
  };

  /** The different terms that a reader's words ask for; in scripts without spaces, pairs of neighbours. */
  const terms = (text, fold, unspaced) => {
    const runs = new RegExp(`[${unspaced}]+|[^${unspaced}]+`, "gu");
    const inside = new RegExp(`^[${unspaced}]`, "u");
    const found = [];
    for (const word of fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) || []) {
      for (const run of word.match(runs)) {
        const letters = [...run];
        if (!inside.test(run) || letters.length === 1) found.push(letters.slice(0, LONGEST).join(""));
        else letters.slice(1).forEach((letter, at) => found.push(letters[at] + letter));
      }
    }
    return [...new Set(found)];
  };

  return { folding, terms };
})();
