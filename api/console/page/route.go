package page

import (
	"github.com/gin-gonic/gin"
)

// Get adds a page, for GET and for HEAD.
func Get(e gin.IRoutes, path string, h ...gin.HandlerFunc) {
	e.GET(path, h...)
	e.HEAD(path, h...)
}
