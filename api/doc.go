// Package api answers over HTTP, as JSON, what the packages below it compute.
//
// Its assumptions:
//
//   - What changes is handed in: the table of calendars, which every request reads
//     once, so that it sees one revision from beginning to end, and today's date.
//   - Every error is an RFC 9457 problem with a stable code, in Chinese unless
//     Accept-Language prefers English, and says nothing of the inside.
//   - Input is read strictly: an unknown or doubled key is an error, not a guess.
//   - Answers are written by appending bytes; the exported structs document them,
//     and a test holds the bytes to what encoding/json makes of those structs.
package api
