package session

import (
	"github.com/gin-gonic/gin"

	"shixian/api/console/page"
)

// The bounds on forms that are in no session: anybody can send them, and each is shown
// again in full.
const (
	// maxOpenForms is how many long ones may be in progress.
	maxOpenForms = 16
	// shortForm is how long a form may be, in bytes, to need no place among them: who
	// signs in always can.
	shortForm = 4 << 10
)

// readOpenForm reads a form that is in no session. done has to be called when its answer
// is out.
func (m *Manager) readOpenForm(c *gin.Context) (done func(), err error) {
	done = func() {}
	if n := c.Request.ContentLength; n < 0 || n > shortForm && n <= page.MaxOpenForm {
		select {
		case m.openForms <- struct{}{}:
			done = func() { <-m.openForms }
		default:
			return nil, page.ErrBusy
		}
	}
	if err := page.ReadForm(c, page.MaxOpenForm); err != nil {
		done()
		return nil, err
	}
	return done, nil
}
