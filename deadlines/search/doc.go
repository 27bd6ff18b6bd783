// Package search finds rules by the words that people type, best first.
//
// Its assumptions:
//
//   - People write as they speak: another word for the same thing (the catalogue's
//     synonyms), pinyin or its first letters, Chinese or Arabic numerals, full-width
//     letters, no punctuation, one wrong character.
//   - A mistake is looked for only if nothing has all that was typed.
//   - A catalogue has some hundreds of rules; each is looked at anew for every search.
package search
