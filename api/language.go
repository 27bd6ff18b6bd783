package api

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"

	"shixian/api/wire"
	"shixian/holidays"
)

// languages caches what Accept-Language headers come to. There are few different
// ones in practice; maxLanguages bounds those of a caller who makes them up.
var (
	// Whoever reads traditional characters is answered in simplified ones before English.
	matcher   = language.NewMatcher([]language.Tag{language.Chinese, language.English, language.TraditionalChinese})
	languages sync.Map
	cached    atomic.Int32
)

const maxLanguages = 256

// langOf returns the language of the answer: that of the query's lang, or Chinese,
// unless the request prefers English.
func langOf(c *gin.Context) string {
	if lang := wire.LangOf(c.Request.URL.RawQuery); lang != "" {
		return lang
	}
	header := c.Request.Header["Accept-Language"]
	if len(header) == 0 || header[0] == "" {
		return holidays.Chinese
	}
	return negotiate(strings.Join(header, ","))
}

func negotiate(header string) string {
	if len(header) > 256 {
		return holidays.Chinese
	}
	if lang, ok := languages.Load(header); ok {
		return lang.(string)
	}
	lang := holidays.Chinese
	if tags, _, err := language.ParseAcceptLanguage(header); err == nil {
		if _, i, conf := matcher.Match(tags...); i == 1 && conf > language.No {
			lang = holidays.English
		}
	}
	if cached.Add(1) <= maxLanguages {
		languages.Store(header, lang)
	}
	return lang
}

// contentLanguage are the values of Content-Language, kept so that writing them allocates
// nothing.
var contentLanguage = map[string][]string{holidays.Chinese: {"zh-CN"}, holidays.English: {"en"}}

// tellLanguage says in which language an answer is.
func tellLanguage(c *gin.Context, lang string) {
	c.Writer.Header()["Content-Language"] = contentLanguage[lang]
}
