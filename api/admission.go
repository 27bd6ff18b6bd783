package api

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/caller"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
)

// The kinds of calls.
var (
	reading  = admit.Kind{}
	batching = admit.Kind{Heavy: true}
	watching = admit.Kind{Waits: true}
	managing = admit.Kind{Admin: true, Open: true} // whose handlers ask for the token
	anyone   = admit.Kind{Open: true}
	anyBatch = admit.Kind{Heavy: true, Open: true}
)

// admission lets calls in, or answers why not.
type admission struct {
	auth    *admit.Authenticator
	control *admit.Controller
	callers *caller.Resolver
	policy  []string          // RateLimit-Policy
	busy    map[string][]byte // by language, see [busyBodies]
	now     func() time.Time
	refused atomic.Uint32 // calls, see [refusalsKept]
}

// admit lets a call in if there are not too many, if its caller has not called too
// often, and if it has a token that it needs. It comes before anything is read or
// counted.
func (a *admission) admit(k admit.Kind) gin.HandlerFunc {
	return func(c *gin.Context) {
		k := k
		body := sends(c.Request)
		k.Stream = body && k.Heavy && mediaType(c) == ndjsonType
		client, known := a.identify(c)
		k.Known = known
		call := a.control.Enter(k, client, body)
		if call == nil {
			a.shed(c)
			return
		}
		defer call.Leave()
		if body && !k.Stream {
			c.Request.Body = &upload{ReadCloser: c.Request.Body, call: call, length: c.Request.ContentLength, by: a, answer: c.Writer}
		}
		if a.control.Limits() && !a.withinRate(c, client) {
			return
		}
		if !known && !k.Open && a.auth.Required() {
			_, given := bearer(c.Request.Header)
			refuse(c, a.auth.RefuseReader(c.Request.Context(), a.callers.Of(c), given))
			return
		}
		c.Next()
	}
}

// admitPages lets requests for pages in, those of administrators as their calls.
func (a *admission) admitPages() gin.HandlerFunc {
	others, admins := a.admit(anyone), a.admit(managing)
	return func(c *gin.Context) {
		if strings.HasPrefix(c.Request.URL.Path, "/admin") {
			admins(c)
		} else {
			others(c)
		}
	}
}

// sends reports whether a request has a body that is read.
func sends(r *http.Request) bool {
	return r.ContentLength != 0 && (r.Method == http.MethodPost || r.Method == http.MethodPut)
}

// clientOf returns who makes a call: the holder of its token, or else an address.
func (a *admission) clientOf(c *gin.Context) ratelimit.Client {
	client, _ := a.identify(c)
	return client
}

// identify is [admission.clientOf], and says whether the call has a right token.
func (a *admission) identify(c *gin.Context) (client ratelimit.Client, known bool) {
	if secret, given := bearer(c.Request.Header); given {
		if holder, known := a.auth.Find(secret); known {
			return ratelimit.Holder(holder.Name), true
		}
	}
	return ratelimit.Address(a.callers.Address(c)), false
}

// mayStay reports whether a caller who was let in still would be: if reading takes a
// token, it is no longer once the token is taken from the file.
func (a *admission) mayStay(c *gin.Context) bool {
	if !a.auth.Required() {
		return true
	}
	secret, _ := bearer(c.Request.Header)
	_, known := a.auth.Find(secret)
	return known
}

// reader lets those in who may read what is no call under /v1: who has a token, or has
// signed in to the pages. signedIn, which is nil without pages, lets those in, and shows
// people where to sign in.
func (a *admission) reader(signedIn gin.HandlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		if a.mayStay(c) {
			return
		}
		_, given := bearer(c.Request.Header)
		person := c.GetHeader("Cookie") != "" || strings.Contains(c.GetHeader("Accept"), "text/html")
		if signedIn != nil && !given && person {
			signedIn(c)
			return
		}
		refuse(c, a.auth.RefuseReader(c.Request.Context(), a.callers.Of(c), given))
	}
}

// withinRate spends a request of a client's, and says so in the headers. It answers
// itself if there is none.
func (a *admission) withinRate(c *gin.Context, client ratelimit.Client) bool {
	left, reset, err := a.control.Take(c.Request.Context(), client, a.now())
	h := c.Writer.Header()
	h["Ratelimit-Policy"] = a.policy
	h["Ratelimit"] = []string{`"default";r=` + strconv.Itoa(left) + ";t=" + strconv.Itoa(reset)}
	if err != nil {
		a.closeSome(h)
		refuse(c, err)
	}
	return err == nil
}

// refuse answers a caller who is not let in, with the headers that say what to do.
func refuse(c *gin.Context, err error) {
	var r *admit.Refusal
	switch {
	case errors.As(err, &r):
		c.Header("Retry-After", strconv.Itoa(r.After))
	case problem.CodeOf(err) == problem.Unauthorized:
		c.Header("WWW-Authenticate", `Bearer realm="shixian"`)
	}
	fail(c, err)
}

// bearer returns the token of the Authorization header.
func bearer(h http.Header) (string, bool) {
	values := h["Authorization"]
	if len(values) != 1 {
		return "", false
	}
	scheme, secret, ok := strings.Cut(values[0], " ")
	return strings.TrimSpace(secret), ok && strings.EqualFold(scheme, "Bearer")
}

// maxDrained is how much of a body that nobody reads is taken from the connection,
// to keep it; a longer one ends the connection.
const maxDrained = maxQuestionBytes

// refusalsKept is how many refusals there are for each that ends its connection. Who sends many
// calls one behind the other, and waits for no answer, has the rest of them dropped; who waits
// makes a new connection that seldom.
const refusalsKept = 16

// closeSome has every so many-th refusal end its connection.
func (a *admission) closeSome(answer http.Header) {
	if a.refused.Add(1)%refusalsKept == 0 {
		answer["Connection"] = closing
	}
}

var (
	retrySoon = []string{"1"}
	closing   = []string{"close"}
	noStore   = []string{"no-store"}
	aProblem  = []string{problemJSON}
)

// shed refuses a call that there is too much to do for. This has to cost little.
func (a *admission) shed(c *gin.Context) {
	h := c.Writer.Header()
	h["Retry-After"] = retrySoon
	a.closeSome(h)
	if n := c.Request.ContentLength; n < 0 || n > maxDrained {
		h["Connection"] = closing
	}
	if byPerson(c) {
		writePage(c, problem.New(problem.Overloaded, ""), http.StatusServiceUnavailable)
		return
	}
	lang := langOf(c)
	h["Cache-Control"] = noStore
	h["Content-Type"] = aProblem
	tellLanguage(c, lang)
	body := a.busy[lang]
	body = append(body[:len(body):len(body)], caller.RequestID(c)...)
	body = append(body, `"}`...)
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	c.Abort()
	c.Status(http.StatusServiceUnavailable)
	_, _ = c.Writer.Write(body) // the caller is gone; there is nobody to tell
}

// busyBodies returns the problem of a call that is shed, in each language, up to the
// id of its request.
func busyBodies() map[string][]byte {
	out := map[string][]byte{}
	for _, lang := range []string{holidays.Chinese, holidays.English} {
		p := problem.Of(problem.New(problem.Overloaded, ""), lang)
		body := wire.AppendProblem(nil, &p)
		out[lang] = append(body[:len(body)-1], `,"request_id":"`...)
	}
	return out
}
