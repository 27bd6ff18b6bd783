// Package search finds rules by words, or by the first letters of their pinyin.
//
// Its assumptions: characters of the block U+4E00 to U+9FA5 in their most frequent
// reading, which is enough to search a list by; a table of one byte a character
// (initials.txt) takes a hundredth of the memory of a pinyin library's. The test
// compares it with that library.
package search
