package page

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// maxFormBytes is the largest form that is read: a notice of the largest size, as a file,
// and its text beside it.
const maxFormBytes = 3 << 20

// ReadForm reads a form that was sent, with or without a file.
func ReadForm(c *gin.Context) error {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxFormBytes)
	if strings.HasPrefix(c.ContentType(), "multipart/") {
		return c.Request.ParseMultipartForm(maxFormBytes) // all of it in memory
	}
	return c.Request.ParseForm()
}

// RefuseForm answers a form that cannot be read.
func RefuseForm(c *gin.Context, v *View, err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		Render(c, http.StatusRequestEntityTooLarge, Plain(v, v.T("内容太大", "Too large"),
			v.T("发来的内容超过 3 MB。放假通知不会这么长：请检查是不是选错了文件。", "What was sent is over 3 MB. No notice is as long: please check whether it is the right file.")))
		return
	}
	Render(c, http.StatusBadRequest, Plain(v, v.T("表单没有收全", "The form did not arrive whole"),
		v.T("请返回上一页，再发一次。", "Please go back and send it again.")))
}

// SameOrigin refuses forms that another site's page has a browser send. It stands
// before every POST of a page.
func (s *Site) SameOrigin(c *gin.Context) {
	if err := s.origin.Check(c.Request); err == nil {
		return
	}
	c.Abort()
	v := s.View(c, "/admin", "没有接受", "Not accepted")
	v.Address = "/"
	Render(c, http.StatusForbidden, Plain(&v, v.T("没有接受这个请求", "This request was not accepted"),
		v.T("它是从别的网站发来的。为防止冒用您的登录，只接受从本站页面发出的表单。请在本站打开页面，重新操作。如果您确实是在本站操作，请告知运维人员：代理须原样转发 Host。",
			"It was sent from another site. Only forms sent from this site's own pages are accepted, so that nobody can act in your name. Please open the page here and try again. If you did so, please tell operations: a proxy has to pass Host on unchanged.")))
}
