// Package help is the page that shows a clerk's five tasks step by step.
//
// Its assumptions: the pictures are taken from the pages themselves (make screenshots), one
// for each task and language; a step says what to press by the words on the page.
package help

import (
	"embed"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/console/page"
	"shixian/holidays"
	"shixian/holidays/datafile"
)

//go:embed pictures/*.png
var pictures embed.FS

//go:embed tasks.yaml
var tasksFile []byte

// Tasks are what clerks do, the most frequent first.
var Tasks = datafile.Embedded[[]Task]("tasks.yaml", tasksFile)

// The size of each picture, in pixels.
const (
	Width  = 1080
	Height = 720
)

// Task is something that a clerk does.
type Task struct {
	// ID names it in the page's address, and its pictures: ID.png and ID-en.png.
	ID    string
	Title holidays.Text
	Steps []holidays.Text
}

// Picture is the name of the task's picture in a language.
func (t *Task) Picture(lang string) string {
	if lang == holidays.English {
		return t.ID + "-en.png"
	}
	return t.ID + ".png"
}

// Handler answers requests for the page.
type Handler struct{ site *page.Site }

// New returns the handler.
func New(site *page.Site) *Handler { return &Handler{site} }

const address = "/help"

// Mount adds the page and its pictures.
func (h *Handler) Mount(e gin.IRoutes) {
	page.Get(e, address, func(c *gin.Context) {
		v := h.site.View(c, address, "帮助", "Help")
		page.Render(c, http.StatusOK, helpPage(&v))
	})
	page.Get(e, address+"/:picture", h.picture)
}

func (h *Handler) picture(c *gin.Context) {
	name := c.Param("picture")
	file, err := pictures.ReadFile("pictures/" + name)
	if err != nil || !strings.HasSuffix(name, ".png") {
		h.site.NotFound(c)
		return
	}
	c.Header("Cache-Control", "public, max-age=86400")
	c.Data(http.StatusOK, "image/png", file)
}
