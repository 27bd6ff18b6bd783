package api

import (
	_ "embed"
	"io/fs"
	"net/http"

	"github.com/gin-gonic/gin"
	swaggerui "github.com/swaggo/files/v2"

	"shixian/api/etag"
	"shixian/docs"
)

// docsPage is the page that Swagger UI draws itself in. initializer points it at this
// service's own description, and keeps it from asking an outside validator.
var (
	//go:embed docs.html
	docsPage []byte
	//go:embed docs.js
	initializer []byte
)

// docsHandler serves the OpenAPI description, and Swagger UI to read it in.
//
//	@ID				getDescription
//	@Summary		接口说明 / This description
//	@Description	这份说明，OpenAPI 3.1；/docs/ 是读它的网页。
//	@Description	This description, OpenAPI 3.1; /docs/ is the page to read it in.
//	@Success		200	{object}	object
//	@Router			/docs/openapi.json [get]
func docsHandler(missing gin.HandlerFunc) gin.HandlerFunc {
	explain := errorsPage()
	files := http.StripPrefix("/docs", http.FileServerFS(swaggerui.FS))
	return func(c *gin.Context) {
		securePage(c.Writer.Header(), docsPolicy)
		switch c.Param("any") {
		case "/openapi.json":
			writeTagged(c, docs.OpenAPI)
		case "/errors":
			explain(c)
		case "/swagger-initializer.js":
			c.Data(http.StatusOK, "text/javascript; charset=utf-8", initializer)
		case "/":
			etag.File(c, "text/html; charset=utf-8", docsPage)
		default:
			if _, err := fs.Stat(swaggerui.FS, c.Param("any")[1:]); err != nil {
				missing(c)
				return
			}
			files.ServeHTTP(c.Writer, c.Request)
		}
	}
}
