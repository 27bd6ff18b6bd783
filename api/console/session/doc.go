// Package session is who has signed in to the pages: the session in a cookie, and the
// pages for signing in and out.
//
// Its assumptions:
//
//   - A session is for administrators, and if reading takes a token, for readers too.
//   - Nothing is kept on the server but which sessions were ended by signing out. The
//     cookie says who signed in and when, sealed by a key that replicas share; whether
//     the token is still valid is asked each time.
//   - What somebody has typed is not lost because a session is over: the page for
//     signing in keeps the form, and shows it again afterwards.
package session
