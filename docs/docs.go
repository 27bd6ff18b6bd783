// Package docs holds the OpenAPI description, which is generated from the comments of
// package api (make swagger), and the page of errors, which the service shows as well.
package docs

import _ "embed"

// OpenAPI is the description as JSON.
//
//go:embed swagger.json
var OpenAPI []byte

// ErrorsZH and ErrorsEN are the page of errors in Markdown, with a row for each code.
var (
	//go:embed errors.md
	ErrorsZH string
	//go:embed errors.en.md
	ErrorsEN string
)
