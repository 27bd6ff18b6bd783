package session

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/securecookie"

	"shixian/api/admit"
	"shixian/api/admit/token"
	"shixian/api/caller"
	"shixian/api/console/page"
)

// Config is what a manager is given.
type Config struct {
	// Key seals the sessions, in [KeyBytes]. Without one they end with the process.
	Key  []byte
	Site *page.Site
	// Auth tells whose tokens are whose, and Callers who makes a request.
	Auth    *admit.Authenticator
	Callers *caller.Resolver
	// Recorded says that there is a record, and so something to administer.
	Recorded bool
	// Ended, which may be nil, keeps for all replicas which sessions were ended.
	Ended Ended
	Now   func() time.Time
}

// Manager begins, finds and ends sessions. It is safe for concurrent use.
type Manager struct {
	Config
	seal *securecookie.SecureCookie
	// openForms has a place for each long form in progress that is in no session.
	openForms *admit.Pool
	revoked   revoked
}

// New returns a manager.
func New(cfg Config) *Manager {
	return &Manager{
		Config: cfg, seal: newSeal(cfg.Key), openForms: admit.NewPool(maxOpenForms),
		revoked: revoked{shared: cfg.Ended, ids: map[string]time.Time{}},
	}
}

const cookieName = "shixian_session"

// How long a session lasts without a request, and in all.
const (
	maxIdle = 30 * time.Minute
	maxAge  = 8 * time.Hour
)

// renewAfter is how old Seen grows before the cookie is written again.
const renewAfter = time.Minute

// KeyBytes is the length of the key that seals sessions.
const KeyBytes = 32

// session is what the cookie holds, sealed: who signed in, and when. The token is
// not in it. Signing out takes the cookie from the browser, and ends the session for
// whoever has copied it, see [revoked].
type session struct {
	ID       string
	Identity admit.Identity `json:"Badge"` // as cookies call it that were made before
	Start    int64          // Unix time of signing in
	Seen     int64          // of the last request, or shortly before
}

// newSeal returns what seals sessions by a key; by a random one if key is empty.
func newSeal(key []byte) *securecookie.SecureCookie {
	if len(key) == 0 {
		key = make([]byte, KeyBytes)
		_, _ = rand.Read(key) // cannot fail
	}
	both, err := hkdf.Key(sha256.New, key, nil, "shixian session", 64)
	if err != nil {
		panic(err) // the length asked for is within what HKDF gives
	}
	seal := securecookie.New(both[:32], both[32:]) // HMAC-SHA-256 over AES-256
	seal.SetSerializer(securecookie.JSONEncoder{})
	seal.MaxAge(0) // the times in it are by the clock that is handed in
	return seal
}

// Current returns whose session a request is in. ended says that there was one
// that is over: it has lasted too long, or the token is gone.
func (m *Manager) Current(c *gin.Context) (who token.Holder, ended, ok bool) {
	cookie, err := c.Request.Cookie(cookieName)
	if err != nil || cookie.Value == "" {
		return who, false, false
	}
	var s session
	if m.seal.Decode(cookieName, cookie.Value, &s) != nil {
		return who, true, false
	}
	now := m.Now()
	idle := now.Sub(time.Unix(s.Seen, 0)) // less than nothing if the clock was set back since: else it would last for as long as that
	if now.Sub(time.Unix(s.Start, 0)) >= maxAge || idle.Abs() >= maxIdle {
		return who, true, false
	}
	if who, ok = m.Auth.Holder(s.Identity); !ok {
		return who, true, false
	}
	over, err := m.revoked.has(c.Request.Context(), s.ID)
	if err != nil {
		_ = c.Error(err) // the access log has it
	}
	if over {
		return token.Holder{}, true, false
	}
	if idle >= renewAfter {
		s.Seen = now.Unix()
		m.write(c, &s)
	}
	return who, false, true
}

// begin begins a session for whoever has just shown a token.
func (m *Manager) begin(c *gin.Context, id admit.Identity) {
	now := m.Now().Unix()
	m.write(c, &session{ID: rand.Text(), Identity: id, Start: now, Seen: now})
}

func (m *Manager) write(c *gin.Context, s *session) {
	value, err := m.seal.Encode(cookieName, s)
	if err != nil { // a name longer than any in the file
		_ = c.Error(err)
		return
	}
	m.setCookie(c, value, 0)
}

// end takes the cookie from the browser, and ends its session.
func (m *Manager) end(c *gin.Context) {
	var s session
	if cookie, err := c.Request.Cookie(cookieName); err == nil && m.seal.Decode(cookieName, cookie.Value, &s) == nil && s.ID != "" {
		if err := m.revoked.add(c.Request.Context(), s.ID, time.Unix(s.Start, 0).Add(maxAge), m.Now()); err != nil {
			_ = c.Error(err) // the access log has it
		}
	}
	m.setCookie(c, "", -1)
}

func (m *Manager) setCookie(c *gin.Context, value string, maxAge int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: cookieName, Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: m.Callers.Secure(c), SameSite: http.SameSiteStrictMode,
	})
}
