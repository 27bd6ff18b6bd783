package page

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/holidays"
)

// The bounds of a form.
const (
	// MaxForm is the largest form that is read of somebody who has signed in, in bytes: a
	// notice of the largest size, as a file, and its text beside it.
	MaxForm = 3 << 20
	// MaxOpenForm is the same of anybody else. What they fill in is shown to them again, in
	// which a quotation mark takes five bytes.
	MaxOpenForm = 256 << 10
	// MaxFields is how many fields a form may have: a notice has four a row.
	MaxFields = 1000
)

// What else can be wrong with a form, beside that it is too large or not whole.
var (
	errTooManyFields = errors.New("the form has too many fields")
	// ErrBusy refuses a form while too many others are in progress.
	ErrBusy = errors.New("too many forms are in progress")
)

// TooManyFields tells people that a form has more than [MaxFields].
var TooManyFields = holidays.Text{
	ZH: fmt.Sprintf("一个表单最多 %d 个字段。", MaxFields), EN: fmt.Sprintf("A form has at most %d fields.", MaxFields),
}

// ReadForm reads a form that was sent, with or without a file, of at most limit bytes. One
// that is announced to be longer is refused before anything of it is read.
func ReadForm(c *gin.Context, limit int64) error {
	if c.Request.ContentLength > limit {
		return &http.MaxBytesError{Limit: limit}
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
	parse := c.Request.ParseForm
	if strings.HasPrefix(c.ContentType(), "multipart/") {
		parse = func() error { return c.Request.ParseMultipartForm(limit) } // all of it in memory
	}
	if err := parse(); err != nil {
		return err
	}
	n := 0
	for _, values := range c.Request.PostForm {
		n += len(values)
	}
	if n > MaxFields {
		return errTooManyFields
	}
	return nil
}

// RefuseForm answers a form that was not read.
func RefuseForm(c *gin.Context, v *View, err error) {
	status, title, text := formRefusal(v, err)
	if status == http.StatusServiceUnavailable {
		c.Header("Retry-After", "1")
	}
	Render(c, status, Plain(v, title, text))
}

// formRefusal words what is wrong with a form.
func formRefusal(v *View, err error) (status int, title, text string) {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge) && tooLarge.Limit <= MaxOpenForm:
		kib := strconv.Itoa(MaxOpenForm >> 10)
		return http.StatusRequestEntityTooLarge, v.T("内容太大", "Too large"),
			v.T("登录之前最多接收 "+kib+" KB。请先登录，再发送。", "Before you have signed in, at most "+kib+" KB are taken. Please sign in, and send it then.")
	case errors.As(err, &tooLarge):
		mb := strconv.Itoa(MaxForm >> 20)
		return http.StatusRequestEntityTooLarge, v.T("内容太大", "Too large"),
			v.T("发来的内容超过 "+mb+" MB。放假通知不会这么长：请检查是不是选错了文件。", "What was sent is over "+mb+" MB. No notice is as long: please check whether it is the right file.")
	case errors.Is(err, errTooManyFields):
		return http.StatusRequestEntityTooLarge, v.T("字段太多", "Too many fields"), TooManyFields.In(v.Lang)
	case errors.Is(err, ErrBusy), problem.CodeOf(err) == problem.Overloaded:
		return http.StatusServiceUnavailable, v.T("服务繁忙", "Busy"),
			v.T("正在处理的表单太多，这一个没有收下。请返回上一页，稍后再发。", "Too many forms are in progress, and this one was not taken. Please go back and send it again in a moment.")
	}
	return http.StatusBadRequest, v.T("表单没有收全", "The form did not arrive whole"),
		v.T("请返回上一页，再发一次。", "Please go back and send it again.")
}

// SameOrigin refuses forms that another site's page has a browser send. It stands
// before every POST of a page.
func (s *Site) SameOrigin(c *gin.Context) {
	if err := s.cross.Check(c.Request); err == nil {
		return
	}
	c.Abort()
	v := s.View(c, "/admin", "没有接受", "Not accepted")
	v.Address = "/"
	Render(c, http.StatusForbidden, Plain(&v, v.T("没有接受这个请求", "This request was not accepted"),
		v.T("它是从别的网站发来的。为防止冒用您的登录，只接受从本站页面发出的表单。请在本站打开页面，重新操作。如果您确实是在本站操作，请告知运维人员：代理须原样转发 Host。",
			"It was sent from another site. Only forms sent from this site's own pages are accepted, so that nobody can act in your name. Please open the page here and try again. If you did so, please tell operations: a proxy has to pass Host on unchanged.")))
}
