package console

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/holidays"
)

// The languages of the pages.
const (
	zh = "zh"
	en = "en"
)

const languageCookie = "shixian_lang"

// view is what every page needs.
type view struct {
	Lang    string
	Path    string // the page's own, of the navigation
	Address string // path and query, to come back to
	Title   string
	Version string
	assets  *assets
	// Revision is that of the table in force, -1 where there is none.
	Revision int64
}

func (p *Console) view(c *gin.Context, path, titleZH, titleEN string) view {
	v := view{
		Lang: languageOf(c), Path: path, Address: c.Request.URL.RequestURI(), Version: p.Version,
		assets: &p.assets, Revision: -1,
	}
	v.Title = v.T(titleZH, titleEN)
	if t, err := p.desk.Table(c.Request.Context(), -1); err == nil {
		v.Revision = t.Revision()
	}
	return v
}

// T returns the text of the page's language.
func (v *view) T(chinese, english string) string {
	if v.Lang == en {
		return english
	}
	return chinese
}

// In returns a text of the data in the page's language.
func (v *view) In(t holidays.Text) string { return t.In(v.Lang) }

// Tag is the page's language as HTML names it.
func (v *view) Tag() string { return v.T("zh-CN", "en") }

// Other is the language one click away.
func (v *view) Other() string { return v.T(en, zh) }

// Asset returns the address of an asset, which changes with its content.
func (v *view) Asset(name string) string { return v.assets.address(name) }

func languageOf(c *gin.Context) string {
	if cookie, err := c.Request.Cookie(languageCookie); err == nil && cookie.Value == en {
		return en
	}
	return zh
}

// setLanguage keeps the language chosen and goes back to where the caller was.
func (p *Console) setLanguage(c *gin.Context) {
	lang := zh
	if c.Query("to") == en {
		lang = en
	}
	http.SetCookie(c.Writer, &http.Cookie{
		Name: languageCookie, Value: lang, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	c.Redirect(http.StatusSeeOther, ownAddress(c.Query("back")))
}

// ownAddress returns an address of this host, or the first page's.
func ownAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return "/"
	}
	return u.RequestURI()
}

var weekdaysZH = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Weekday returns the name of d's day of the week.
func (v *view) Weekday(d holidays.Date) string {
	return v.T(weekdaysZH[d.Weekday()], d.Weekday().String())
}

// Date writes a date in full, without its weekday.
func (v *view) Date(d holidays.Date) string {
	y, m, day := d.Civil()
	if v.Lang == en {
		return strconv.Itoa(day) + " " + m.String() + " " + strconv.Itoa(y)
	}
	return strconv.Itoa(y) + "年" + strconv.Itoa(int(m)) + "月" + strconv.Itoa(day) + "日"
}

// DayDate writes a date with its weekday.
func (v *view) DayDate(d holidays.Date) string {
	if v.Lang == en {
		return d.Weekday().String() + " " + v.Date(d)
	}
	return v.Date(d) + "（" + v.Weekday(d) + "）"
}

// MonthName writes a month with its year.
func (v *view) MonthName(year int, month time.Month) string {
	if v.Lang == en {
		return month.String() + " " + strconv.Itoa(year)
	}
	return strconv.Itoa(year) + "年" + strconv.Itoa(int(month)) + "月"
}

// N fills a number into a text of the page's language, in the place of {}. In
// English, {s} becomes an s unless the number is one.
func (v *view) N(n int, chinese, english string) string {
	before, after, _ := strings.Cut(v.T(chinese, english), "{}")
	if v.Lang == en {
		plural := "s"
		if n == 1 {
			plural = ""
		}
		after = strings.ReplaceAll(after, "{s}", plural)
	}
	return before + strconv.Itoa(n) + after
}
