package soak

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"shixian/test/fleet"
	"shixian/test/notice2027"
)

// publisher publishes the notice, withdraws it, publishes it again, and so on.
type publisher struct {
	url, token string
	done       int    // changes
	notice     string // the ID of what was published last, "" if it is withdrawn
}

// newPublisher returns a publisher that asks one replica, which sees its own changes
// at once; through the proxy the next call could meet one that does not yet.
func newPublisher(f *fleet.Fleet) *publisher {
	return &publisher{url: f.Replicas[0].URL(), token: f.Token("publisher")}
}

// run changes the table now and then until ctx ends.
func (p *publisher) run(ctx context.Context, every time.Duration) error {
	return eachTick(ctx, every, func(ctx context.Context) error {
		if err := p.change(ctx); err != nil {
			return fmt.Errorf("change %d: %w", p.done+1, err)
		}
		p.done++
		return nil
	})
}

func (p *publisher) change(ctx context.Context) error {
	if p.notice != "" {
		_, err := p.post(ctx, "/v1/admin/notices/"+p.notice+"/withdraw", `{"reason":"soak","confirm_past":true}`, http.StatusOK, "Content-Type", "application/json")
		p.notice = ""
		return err
	}
	draft, err := p.post(ctx, "/v1/admin/drafts?calendar=CN", notice2027.Text, http.StatusCreated, "Content-Type", "text/plain; charset=utf-8")
	if err != nil {
		return err
	}
	done, err := p.post(ctx, draft.Header.Get("Location")+"/publish", "", http.StatusOK, "If-Match", draft.Header.Get("ETag"))
	if err != nil {
		return err
	}
	var published struct{ Notice string }
	if err := json.Unmarshal(done.Body, &published); err != nil || published.Notice == "" {
		return errors.Join(fmt.Errorf("%.300s does not name the notice", done.Body), err)
	}
	p.notice = published.Notice
	return nil
}

// post makes a call that has to be answered with a status, and returns the answer.
func (p *publisher) post(ctx context.Context, target, body string, want int, header ...string) (fleet.Reply, error) {
	r, err := fleet.Do(ctx, nil, http.MethodPost, p.url+target, body, append(header, "Authorization", "Bearer "+p.token)...)
	if err == nil && r.Status != want {
		err = fmt.Errorf("POST %s: %d: %.300s", target, r.Status, r.Body)
	}
	return r, err
}
