// Package api answers over HTTP what the packages below it find: questions (package
// answers), and what administrators do (package admin). It reads requests, calls a
// service, and writes what comes of it.
//
// Its assumptions:
//
//   - A handler knows only what it answers from. What changes is handed in: the tables,
//     the clock and today's date.
//   - Every request passes [middleware] and [admission] before its handler: it has an
//     id, is logged and counted, and is refused before anything of it is read.
//   - Every error is an RFC 9457 problem with a stable code (package problem), in
//     Chinese unless Accept-Language prefers English, and says nothing of the inside.
//   - A caller may be slow: what is read or written in pieces has its own deadline for
//     each piece, so that a long answer is not cut off and a caller who stops is.
package api
