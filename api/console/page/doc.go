// Package page holds what the pages share: the view of a request (language, title,
// address), the layout, the assets, the headers, and forms.
//
// Pages are written in Chinese or English, chosen by a cookie; they load nothing from
// other hosts and run nothing inline.
package page
