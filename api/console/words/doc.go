// Package words says in Chinese or English what days and calendars are: on the pages,
// in the files that are downloaded, and in calendar programs. What an answer is, and how
// it came about, is said by package deadlines/explain.
//
// Its assumption: a text is for people. It is plain, not HTML, and nothing reads it
// back.
package words
