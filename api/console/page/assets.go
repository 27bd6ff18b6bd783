package page

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"

	"github.com/gin-gonic/gin"
)

//go:embed static
var staticFiles embed.FS

// assets are the files that pages load: style, scripts, icon.
type assets map[string]*asset

type asset struct {
	kind, hash string
	content    []byte
}

// assetTypes are the media types of the files. Package mime would read those of all the
// machine's programs, which take half a megabyte and differ from one machine to the next.
var assetTypes = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

// logoAsset is the name of an office's own sign among the assets.
const logoAsset = "logo"

// newAssets returns the embedded assets, and an office's sign if it has one.
func newAssets(office Office) assets {
	a := assets{}
	if kind, err := CheckLogo(office.Logo); err == nil {
		a[logoAsset] = newAsset(kind, office.Logo)
	}
	entries, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		panic(err) // embedded; cannot be missing
	}
	for _, e := range entries {
		content, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			panic(err)
		}
		kind, known := assetTypes[path.Ext(e.Name())]
		if !known {
			panic("no media type for " + e.Name())
		}
		a[e.Name()] = newAsset(kind, content)
	}
	return a
}

func newAsset(kind string, content []byte) *asset {
	sum := sha256.Sum256(content)
	return &asset{kind: kind, hash: hex.EncodeToString(sum[:6]), content: content}
}

// address returns the address of an asset. The hash in it lets callers keep the
// asset for good.
func (a assets) address(name string) string { return "/assets/" + name + "?v=" + a[name].hash }

// assetPolicy is for the script that runs as a worker, under its own policy and not under
// the page's.
const assetPolicy = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"

func (a assets) serve(c *gin.Context) {
	f := a[c.Param("name")]
	if f == nil {
		c.Status(http.StatusNotFound)
		return
	}
	h := c.Writer.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Content-Security-Policy", assetPolicy)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if c.Query("v") == f.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	c.Status(http.StatusOK)
	if c.Request.Method != http.MethodHead {
		_, _ = c.Writer.Write(f.content)
	}
}
