package admin

import (
	"encoding/csv"
	"mime"
	"net/http"

	"shixian/deadlines"
	"shixian/internal/charset"
)

// downloadMoves answers with every deadline that a draft moves, as a table that
// spreadsheets open.
func (p *Pages) downloadMoves(u *user) {
	moves, err := p.Service.Moves(u.ctx(), u.who, u.c.Param("id"))
	if err != nil {
		u.fail(u.problem(err))
		return
	}
	h := u.c.Writer.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": u.v.T("移动的时限-", "moved-deadlines-") + u.c.Param("id") + ".csv"}))
	h.Set("Cache-Control", "no-store")
	u.c.Status(http.StatusOK)
	_, _ = u.c.Writer.WriteString(charset.BOM)
	out := csv.NewWriter(u.c.Writer)
	_ = out.Write([]string{u.v.T("规则编号", "rule"), u.v.T("区县", "district"), u.v.T("事项", "matter"), u.v.T("起算日", "trigger"), u.v.T("之前截止", "due before"), u.v.T("之后截止", "due after")})
	for r, m := range moves {
		if err := out.Write(movesRow(u, r, m)); err != nil {
			return // the caller went away
		}
	}
	out.Flush()
}

func movesRow(u *user, r *deadlines.Rule, m deadlines.Moved) []string {
	return []string{r.ID, u.v.In(r.Jurisdiction.Name), u.v.In(r.Title), m.Trigger.String(), m.Before.String(), m.After.String()}
}
