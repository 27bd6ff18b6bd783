// Package noticetext reads the Chinese text of a holiday notice, as the State
// Council or a region issues it, into a [holidays.Notice].
//
// Assumptions:
//   - The text is one notice in modern wording (2010 and later), possibly
//     copied from a web page or a PDF: furniture around it, broken lines,
//     full- or half-width characters and HTML entities are expected.
//   - A sentence is either understood whole or not at all. One that is not
//     keeps its text and a [Reason], and gives no entry: no day is guessed.
//   - The calendars, their names and the notices known so far are handed in. In a
//     region's notice the dates of the national notice may be quoted; a quotation is
//     no arrangement.
//   - A text says whose notice it is by its office, its title or its number, and is
//     read as that calendar's. A text in traditional characters is read as if it were
//     in simplified ones. The caller decides what becomes of either.
//   - The calendar year of a date without a year is the year of the notice. A
//     December date of the New Year item (元旦) lies in the year before.
//   - In a region's notice, days that the national notice gives off are the
//     nation's: they are no part of the region's entries. If that notice is not known
//     yet, what a region's notice of a whole year says of the nation's festivals is
//     taken for a quotation.
//   - Lunar dates beside dates are read over, not checked.
//
// The package keeps no state, does no input or output and has no clock. [Read]
// is safe for concurrent use.
//
// The way of a text through the files, and where a new wording goes:
//
//	normalize.go       one form for each character: a new mark of punctuation;
//	                   traditional.go has the traditional characters
//	lines.go           joins lines that a copy broke; pagefurniture.go knows the
//	                   lines of web pages and letterheads
//	sentences.go       splits the lines into sentences
//	metadata.go        what stands around the body: title.go, documentnumber.go,
//	                   issued.go (closing lines), noticeyear.go; issuer.go has
//	                   whose notice it is
//	paraphrase.go      puts what regions say in their own words (全区不执行国家关于…上班的
//	                   规定) into the words below: a table of wordings
//	heading.go         the number and the festival of an item; festivals.go has
//	                   the names of festivals
//	lexer.go           cuts a sentence into tokens (token.go) by the words of
//	                   vocabulary.go: a new word for off, worked, moved or
//	                   cancelled is a word in that table. Dates are in
//	                   writtendate.go and numbers.go, brackets in lexbrackets.go,
//	                   numbers of days in lexcounts.go
//	parser.go          turns tokens into statements (statement.go), clause by
//	                   clause (clauses.go): lists of dates (parsedates.go,
//	                   resolvedates.go, weekdays.go), and the words that change
//	                   what dates mean (changewords.go: 取消, 延长, 调至, 对调)
//	effect.go          what the statements of one sentence arrange: days off and
//	                   worked (offdays.go), days moved (effectmoves.go),
//	                   quotations (quotation.go), numbers of days (daycounts.go)
//	nodates.go         sentences that name no date
//	entries.go         brings the days into the notice; earlier.go compares it with
//	                   the notices known before, and amendments.go has the words
//	                   by which a notice restates or extends one
//	completeness.go    what is missing: a title, a year, a festival; incomplete.go
//	                   where a text breaks off; nothing.go a text that is none
//	reasons.go         what is not understood, and how that is said;
//	                   problems.go those of what is missing
//	report.go          hands all of it to the checks
//
// A wording that is to be read is first put into a table of national_test.go or
// region_test.go with all that should be read from it, one that is to be refused
// into faults_test.go, a whole text into copies_test.go, one of Guangxi's into
// guangxi_test.go, or its body alone into testdata/guangxi.txt.
package noticetext
