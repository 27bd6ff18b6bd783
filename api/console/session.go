package console

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/securecookie"

	"shixian/api"
	"shixian/api/admit/token"
)

const sessionCookie = "shixian_session"

// How long a session lasts without a request, and in all.
const (
	sessionIdle = 30 * time.Minute
	sessionLife = 8 * time.Hour
)

// SessionKeyBytes is the length of the key that seals sessions.
const SessionKeyBytes = 32

// session is what the cookie holds, sealed: who signed in, and when. The token is
// not in it. Signing out takes the cookie from the browser; whoever has copied it
// before can use it until it has been idle, or the token is taken from the file.
type session struct {
	Badge api.Badge
	Start int64 // Unix time of signing in
	Seen  int64 // of the last request, or shortly before
}

// renewAfter is how old Seen grows before the cookie is written again.
const renewAfter = time.Minute

// newSeal returns what seals sessions by a key; by a random one where key is empty.
func newSeal(key []byte) (*securecookie.SecureCookie, error) {
	if len(key) == 0 {
		key = make([]byte, SessionKeyBytes)
		_, _ = rand.Read(key) // cannot fail
	}
	both, err := hkdf.Key(sha256.New, key, nil, "shixian session", 64)
	if err != nil {
		return nil, err
	}
	seal := securecookie.New(both[:32], both[32:]) // HMAC-SHA-256 over AES-256
	seal.SetSerializer(securecookie.JSONEncoder{})
	seal.MaxAge(0) // the times in it are by the clock that is handed in
	return seal, nil
}

// signedIn returns whose session a request is in. ended says that there was one
// that is over: it has lasted too long, or the token is gone.
func (p *Console) signedIn(c *gin.Context) (who token.Holder, ended, ok bool) {
	cookie, err := c.Request.Cookie(sessionCookie)
	if err != nil || cookie.Value == "" {
		return who, false, false
	}
	var s session
	if p.seal.Decode(sessionCookie, cookie.Value, &s) != nil {
		return who, true, false
	}
	now := p.desk.Now()
	if now.Sub(time.Unix(s.Start, 0)) >= sessionLife || now.Sub(time.Unix(s.Seen, 0)) >= sessionIdle {
		return who, true, false
	}
	if who, ok = p.desk.Holder(s.Badge); !ok {
		return who, true, false
	}
	if now.Sub(time.Unix(s.Seen, 0)) >= renewAfter {
		s.Seen = now.Unix()
		p.keepSession(c, &s)
	}
	return who, false, true
}

// beginSession begins a session for whoever has just shown a token.
func (p *Console) beginSession(c *gin.Context, b api.Badge) {
	now := p.desk.Now().Unix()
	p.keepSession(c, &session{Badge: b, Start: now, Seen: now})
}

func (p *Console) keepSession(c *gin.Context, s *session) {
	value, err := p.seal.Encode(sessionCookie, s)
	if err != nil { // a name longer than any in the file
		_ = c.Error(err)
		return
	}
	p.setSession(c, value, 0)
}

func (p *Console) endSession(c *gin.Context) { p.setSession(c, "", -1) }

func (p *Console) setSession(c *gin.Context, value string, maxAge int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: sessionCookie, Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: p.desk.Secure(c), SameSite: http.SameSiteStrictMode,
	})
}
