package page

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/holidays"
)

const languageCookie = "shixian_lang"

// Site is what all pages share.
type Site struct {
	// Version names the program at the foot of each page.
	Version string
	// Table returns the table in force, nil if there is none.
	Table func() *holidays.Table
	// Origin returns the scheme and host of links to this service.
	Origin func(*gin.Context) string

	office Office
	assets assets
	cross  http.CrossOriginProtection
}

// NewSite returns a site with the embedded assets, and an office's own name and sign.
func NewSite(version string, office Office, table func() *holidays.Table, origin func(*gin.Context) string) *Site {
	return &Site{Version: version, Table: table, Origin: origin, office: office, assets: newAssets(office)}
}

// Mount adds what belongs to all pages: assets, and the choice of the language.
func (s *Site) Mount(e gin.IRouter) {
	Get(e, "/assets/:name", s.assets.serve)
	e.GET("/language", setLanguage)
}

// View is what every page needs to be shown.
type View struct {
	// Lang is [holidays.Chinese] or [holidays.English].
	Lang string
	// Path is the page's own in the navigation.
	Path string
	// Address is the path and query to come back to.
	Address string
	Title   string
	// Card is what other programs show of a link to the page; nil for the title only.
	Card    *Card
	Version string
	// Revision is that of the table in force, -1 if there is none.
	Revision int64

	table  *holidays.Table
	office string
	assets assets
}

// Card is a page in a few words (the Open Graph protocol).
type Card struct{ Title, Text, Address string }

// View returns the view of a request's page.
func (s *Site) View(c *gin.Context, path, titleZH, titleEN string) View {
	v := View{
		Lang: languageOf(c), Path: path, Address: c.Request.URL.RequestURI(), Version: s.Version,
		Revision: -1, table: s.Table(), office: s.office.Name, assets: s.assets,
	}
	if v.table != nil {
		v.Revision = v.table.Revision()
	}
	v.Title = v.T(titleZH, titleEN)
	return v
}

// TablePosition is the position of the table in force, "" if there is none.
func (v *View) TablePosition() string {
	if v.table == nil {
		return ""
	}
	return v.table.Position()
}

// English reports whether the page is in English; else it is in Chinese.
func (v *View) English() bool { return v.Lang == holidays.English }

// T returns the text of the page's language.
func (v *View) T(chinese, english string) string {
	if v.English() {
		return english
	}
	return chinese
}

// Office is the name at the head of the page: the office's own, or the program's.
func (v *View) Office() string { return cmp.Or(v.office, v.T("时限", "shixian")) }

// Logo returns the address of the office's own sign, "" if it has none.
func (v *View) Logo() string {
	if v.assets[logoAsset] == nil {
		return ""
	}
	return v.Asset(logoAsset)
}

// In returns a text of the data in the page's language.
func (v *View) In(t holidays.Text) string { return t.In(v.Lang) }

// FestivalEN returns the English name of a festival, or "" if it has none.
func (v *View) FestivalEN(name string) string {
	if v.table == nil {
		return ""
	}
	return v.table.Source().Statutory.NameEN(name)
}

// Tag is the page's language as HTML names it.
func (v *View) Tag() string { return v.T("zh-CN", "en") }

// Other is the language one click away.
func (v *View) Other() string { return v.T(holidays.English, holidays.Chinese) }

// Asset returns the address of an asset, which changes with its content.
func (v *View) Asset(name string) string { return v.assets.address(name) }

// NotFound answers an address that leads nowhere with a page.
func (s *Site) NotFound(c *gin.Context) {
	v := s.View(c, "", "没有这个页面", "No such page")
	v.Address = "/"
	Render(c, http.StatusNotFound, Plain(&v, v.Title, v.T("请检查网址，或从上面的菜单进入。", "Please check the address, or go on from the menu above.")))
}

// languageOf returns the language that the caller has chosen.
func languageOf(c *gin.Context) string {
	if cookie, err := c.Request.Cookie(languageCookie); err == nil && cookie.Value == holidays.English {
		return holidays.English
	}
	return holidays.Chinese
}

// setLanguage keeps the language chosen and goes back to where the caller was.
func setLanguage(c *gin.Context) {
	lang := holidays.Chinese
	if c.Query("to") == holidays.English {
		lang = holidays.English
	}
	http.SetCookie(c.Writer, &http.Cookie{
		Name: languageCookie, Value: lang, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	c.Redirect(http.StatusSeeOther, OwnAddress(c.Query("back")))
}

// OwnAddress returns an address of this host, or the first page's.
func OwnAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return "/"
	}
	return u.RequestURI()
}
