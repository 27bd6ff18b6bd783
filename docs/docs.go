// Package docs holds the OpenAPI description, which swag generates from the
// comments of package api (make swagger).
package docs

import _ "embed"

// OpenAPI is the description as JSON.
//
//go:embed swagger.json
var OpenAPI []byte
