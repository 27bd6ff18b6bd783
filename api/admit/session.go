package admit

import (
	"context"
	"crypto/subtle"
	"log/slog"
	"slices"

	"shixian/api/admit/token"
	"shixian/api/problem"
)

// Identity is what a session keeps of who signed in. It lets nobody in without the
// session's own seal.
type Identity struct {
	Name string
	// Print is the fingerprint of the token that was shown.
	Print string
}

// SignIn returns whose a token is who may use the pages, or one of the errors of
// [Authenticator.Authenticate] or problem.Forbidden.
func (a *Authenticator) SignIn(ctx context.Context, by Caller, secret string) (Identity, error) {
	h, err := a.Authenticate(ctx, by, secret, true)
	if err != nil {
		return Identity{}, err
	}
	if need := a.pageRole(); h.Role < need {
		a.observe(AuthForbidden)
		a.audit(ctx, by, h.Name, "forbidden", slog.String("role", h.Role.String()), slog.String("needs", need.String()))
		return Identity{}, problem.New(problem.Forbidden, "", h.Role.String(), need.String())
	}
	h, print, ok := a.byName(h.Name)
	if !ok { // the file was read again just now
		return Identity{}, unauthorized()
	}
	a.audit(ctx, by, h.Name, "signed in")
	return Identity{h.Name, print}, nil
}

// SignOut writes into the audit log that somebody signed out.
func (a *Authenticator) SignOut(ctx context.Context, by Caller, name string) {
	a.audit(ctx, by, name, "signed out")
}

// Holder returns who signed in, with the role of now. Without the token in the file it
// is nobody.
func (a *Authenticator) Holder(id Identity) (token.Holder, bool) {
	h, print, ok := a.byName(id.Name)
	return h, ok && h.Role >= a.pageRole() && subtle.ConstantTimeCompare([]byte(print), []byte(id.Print)) == 1
}

func (a *Authenticator) byName(name string) (h token.Holder, fingerprint string, ok bool) {
	if tokens := a.tokens(); tokens != nil {
		return tokens.ByName(name)
	}
	return h, "", false
}

// pageRole is the role that the pages ask for: that of an administrator, and if
// reading takes a token, that of a reader, who then reads.
func (a *Authenticator) pageRole() token.Role {
	if a.cfg.Required {
		return token.Reader
	}
	return token.Viewer
}

// Publishers returns the names of those who may publish, in order.
func (a *Authenticator) Publishers() []string {
	var names []string
	if tokens := a.tokens(); tokens != nil {
		for _, h := range tokens.Holders() {
			if h.Role >= token.Publisher {
				names = append(names, h.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}
