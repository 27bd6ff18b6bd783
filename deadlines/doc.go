// Package deadlines says by which day something must be done.
//
// Its assumptions:
//
//   - A [Rule] is one provision of one document: a shape, an amount, a calendar and
//     a citation. Rules are data; this package counts and knows none of them.
//   - Counting is pure: the rule, the calendar and the dates are handed in. There is
//     no I/O, no clock and no global.
//   - Days 1 to N of a period are the days counted, and the trigger day is not one
//     of them unless the rule says so (Civil Code of the PRC, article 201). A last
//     day that is not worked gives way to the next working day (article 203), or to
//     the previous one if waiting would miss the point of the rule.
//   - Every reading that the text of a rule leaves open is named in the answer, as an
//     [Interpretation], so that a reader can disagree with it and override it.
package deadlines
