package etag_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	"github.com/gin-gonic/gin"

	"shixian/api/etag"
)

// ask answers with a file, to a caller who has what match says.
func ask(body string, match ...string) *httptest.ResponseRecorder {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.GET("/", func(c *gin.Context) { etag.File(c, "text/plain", []byte(body)) })
	req := httptest.NewRequest("GET", "/", nil)
	req.Header["If-None-Match"] = match
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, req)
	return rec
}

// TestFile: a caller who has the body, by whichever of the spellings, gets 304 and
// nothing more.
func TestFile(t *testing.T) {
	first := ask("hello")
	tag := first.Header().Get("Etag")
	if first.Code != http.StatusOK || first.Body.String() != "hello" || !regexp.MustCompile(`^"[0-9a-f]{16}"$`).MatchString(tag) ||
		first.Header().Get("Cache-Control") != "no-cache" {
		t.Fatalf("%d %v %s", first.Code, first.Header(), first.Body)
	}
	if other := ask("hello.").Header().Get("Etag"); other == tag || ask("hello").Header().Get("Etag") != tag {
		t.Errorf("tags %s and %s", tag, other)
	}
	for _, c := range []struct {
		match []string
		want  int
	}{
		{[]string{tag}, 304}, {[]string{"W/" + tag}, 304}, {[]string{`"other", ` + tag}, 304}, {[]string{`"other"`, tag}, 304}, {[]string{"*"}, 304},
		{[]string{`"other"`}, 200}, {[]string{""}, 200}, {[]string{tag[1 : len(tag)-1]}, 200}, {[]string{"w/" + tag}, 200},
	} {
		rec := ask("hello", c.match...)
		if rec.Code != c.want || (rec.Body.Len() == 0) != (c.want == 304) || rec.Header().Get("Etag") != tag {
			t.Errorf("%q: %d %q", c.match, rec.Code, rec.Body)
		}
	}
}
