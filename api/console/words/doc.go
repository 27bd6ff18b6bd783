// Package words says in Chinese or English what rules, days and answers are: on the
// pages, in the files that are downloaded, and in the text that is copied.
//
// Its assumption: a text is for people. It is plain, not HTML, and nothing reads it
// back.
package words
