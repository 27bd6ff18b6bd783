// Package console is the pages for people: clerks count a deadline, look at a year
// and work in spreadsheets; administrators publish a notice. Each page is a package of
// its own and names what it asks for; this one puts them together.
//
// Its assumptions: pages are rendered on the server and work without JavaScript;
// what is live is htmx, and one small script. Nothing is loaded from another host.
// Texts are Chinese first, with English beside it; the language is the cookie's,
// Chinese without one. What an answer says is worded by package words; what belongs to
// one page alone stands in its template. Forms carry the names of the API's own
// parameters, so that a page's address is also the question that it asks. The files
// that end in _templ.go are generated (make pages).
package console
