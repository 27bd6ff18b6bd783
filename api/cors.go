package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/rs/cors"

	"shixian/api/caller"
)

// preflightAge is for how many seconds a browser may keep what it was allowed.
const preflightAge = 600

// allowOrigins lets pages of some origins call h from a browser, with a reader's token but
// without cookies. Calls of administrators and the pages for people are left out: nobody
// calls those from another's page.
func allowOrigins(origins []string, h http.Handler) http.Handler {
	if len(origins) == 0 {
		return h
	}
	allowed := cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Accept-Language", "Authorization", "Cache-Control", "Content-Encoding", "Content-Type", "If-None-Match", lastEventIDKey, caller.RequestIDHeader},
		ExposedHeaders: []string{"Allow", "Content-Disposition", "Deprecation", "ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "Sunset", caller.RequestIDHeader, catalogueHeader, positionHeader, versionHeader},
		MaxAge:         preflightAge,
	}).Handler(alsoByOrigin(h))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v1/") && !strings.HasPrefix(r.URL.Path, "/v1/admin/") {
			allowed.ServeHTTP(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// alsoByOrigin has h's answers say that they differ by origin too, whatever else h says
// that they differ by.
func alsoByOrigin(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(&byOrigin{ResponseWriter: w}, r)
	})
}

type byOrigin struct {
	http.ResponseWriter
	told bool
}

func (w *byOrigin) tell() {
	if w.told {
		return
	}
	w.told = true
	header := w.Header()
	if !slices.ContainsFunc(header["Vary"], func(v string) bool { return strings.Contains(v, "Origin") }) {
		header["Vary"] = append(slices.Clone(header["Vary"]), "Origin")
	}
}

func (w *byOrigin) WriteHeader(status int) {
	w.tell()
	w.ResponseWriter.WriteHeader(status)
}

func (w *byOrigin) Write(b []byte) (int, error) {
	w.tell()
	return w.ResponseWriter.Write(b)
}

// Flush sends what there is, as [http.Flusher] does.
func (w *byOrigin) Flush() {
	w.tell()
	_ = http.NewResponseController(w.ResponseWriter).Flush() // nobody is told; the next write fails too
}

// Unwrap is for [http.ResponseController].
func (w *byOrigin) Unwrap() http.ResponseWriter { return w.ResponseWriter }
