// Package explain says in Chinese or in English how an answer came about: what it is
// about, from which day, how much by whose word, under which conditions, when the due
// day ends, how sure it is, and what it rests on. Every page, file and call renders
// this one explanation.
//
// Its assumptions:
//
//   - An explanation is made of an answer and its question alone. There is no I/O, no
//     clock and no HTTP, and the same answer is always explained in the same words.
//   - A text is for people. It is plain, not HTML, and nothing reads it back.
//   - No word is stronger than the rule's own: the text's word is quoted, and what it
//     does not say is not said for it.
//   - What is said is decided once, and the two texts stand side by side: say(Chinese, English).
package explain
