package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/answers"
	"shixian/api/caller"
)

// Pages are pages for people, on the same routes, chain and limits as the calls.
type Pages interface {
	// Mount adds the pages to e, and those that count thousands of deadlines to heavy. The
	// first that it returns lets those go on who have signed in, if reading takes a token,
	// and shows others where to; the second is the page for an address that leads nowhere.
	Mount(e, heavy gin.IRouter, s *Services) (signedIn, notFound gin.HandlerFunc)
}

// Services are what the pages ask, as the calls do.
type Services struct {
	Answers *answers.Service
	Admin   *admin.Service // nil if nothing is recorded
	Auth    *admit.Authenticator
	Callers *caller.Resolver
	// ClientOf returns who makes a request, as the bounds on clients know them.
	ClientOf func(*gin.Context) ratelimit.Client
	Now      func() time.Time
}
