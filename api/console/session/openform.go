package session

import (
	"github.com/gin-gonic/gin"

	"shixian/api/admit/ratelimit"
	"shixian/api/console/page"
)

// The bounds on forms that are in no session: anybody can send them, and each is shown
// again in full.
const (
	// maxOpenForms is how many long ones may be in progress; of one address a quarter.
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
		client := ratelimit.Address(m.Callers.Address(c))
		if m.openForms.Enter(client, 1) != "" {
			return nil, page.ErrBusy
		}
		done = func() { m.openForms.Leave(client, 1) }
	}
	if err := page.ReadForm(c, page.MaxOpenForm); err != nil {
		done()
		return nil, err
	}
	return done, nil
}
