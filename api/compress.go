package api

import (
	"compress/gzip"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"

	"shixian/api/etag"
)

// minCompressed is how long an answer has to be to be compressed.
const minCompressed = 1 << 10

// compressed has h's answers compressed with gzip or zstd, if their callers take it. A
// call that takes neither costs a look at its header.
func compressed(h http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(minCompressed), gzhttp.CompressionLevel(gzip.BestSpeed),
		gzhttp.SuffixETag(etag.GzipSuffix), gzhttp.ContentTypeFilter(isText), gzhttp.SetContentType(false))
	if err != nil {
		panic(err) // of constants
	}
	compress := wrap(h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header["Accept-Encoding"]) == 0 || converses(r) {
			h.ServeHTTP(w, r)
			return
		}
		compress.ServeHTTP(w, r)
	})
}

// converses reports whether a caller reads while it sends, or while it waits for
// changes: then the header and each line of the answer have to go out immediately.
func converses(r *http.Request) bool {
	return r.URL.Path == changesStream ||
		r.ContentLength < 0 && sendsLines(r)
}

// sendsLines reports whether a body is one of lines, each of which is answered once it is
// there. It is asked of every body, so it looks at the begin of its type alone.
func sendsLines(r *http.Request) bool {
	given := r.Header.Get("Content-Type")
	return len(given) >= len(ndjsonType) && strings.EqualFold(given[:len(ndjsonType)], ndjsonType)
}

// isText reports whether a media type is one that gains by compression.
func isText(media string) bool {
	return strings.HasPrefix(media, "text/") || strings.Contains(media, "json") ||
		strings.Contains(media, "javascript") || strings.HasPrefix(media, "image/svg")
}
