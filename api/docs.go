package api

import (
	"io/fs"
	"net/http"

	"github.com/gin-gonic/gin"
	swaggerui "github.com/swaggo/files/v2"

	"shixian/api/etag"
	"shixian/docs"
)

// initializer points Swagger UI at this service's own description, and keeps it
// from asking an outside validator.
const initializer = `window.onload = function () {
  // A stream never ends, so trying it out would wait for ever.
  var trying = {statePlugins: {spec: {wrapSelectors: {allowTryItOutFor: function () {
    return function (state, path) { return path !== "/v1/changes/stream"; };
  }}}}};
  window.ui = SwaggerUIBundle({
    url: "openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null,
    docExpansion: "list", defaultModelsExpandDepth: 0, displayRequestDuration: true,
    presets: [SwaggerUIBundle.presets.apis], plugins: [trying]
  });
};
`

// docsPage is the page that Swagger UI draws itself in.
const docsPage = `<!DOCTYPE html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>接口说明 · 时限 shixian</title>
<link rel="stylesheet" href="swagger-ui.css">
<link rel="icon" type="image/png" href="favicon-32x32.png" sizes="32x32">
<div id="swagger-ui"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="swagger-initializer.js"></script>
</html>
`

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
			c.Data(http.StatusOK, "text/javascript; charset=utf-8", []byte(initializer))
		case "/":
			etag.File(c, "text/html; charset=utf-8", []byte(docsPage))
		default:
			if _, err := fs.Stat(swaggerui.FS, c.Param("any")[1:]); err != nil {
				missing(c)
				return
			}
			files.ServeHTTP(c.Writer, c.Request)
		}
	}
}
