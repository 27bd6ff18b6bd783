// Package console is the pages for people: clerks count a deadline, look at a year
// and work in spreadsheets; administrators publish a notice.
//
// Its assumptions: pages are rendered on the server and work without JavaScript;
// what is live is htmx, and one small script. Nothing is loaded from another host.
// Texts stand in the templates, Chinese first, English beside it; the language is
// the cookie's, Chinese without one. Forms carry the names of the API's own
// parameters, so that a page's address is also the question that it asks. The
// files that end in _templ.go are generated (make pages).
package console
