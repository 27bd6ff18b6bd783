package api

import (
	"html"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/etag"
	"shixian/docs"
	"shixian/holidays"
)

// errorsPage shows the page of errors, to which the type of each problem leads.
func errorsPage() gin.HandlerFunc {
	pages := map[string][]byte{
		holidays.Chinese: pageOf(docs.ErrorsZH, "zh-CN", `<p><a lang="en" href="?lang=en">English</a></p>`),
		holidays.English: pageOf(docs.ErrorsEN, "en", `<p><a lang="zh-CN" href="?lang=zh">中文</a></p>`),
	}
	return func(c *gin.Context) {
		lang := langOf(c)
		tellLanguage(c, lang)
		c.Writer.Header()["Vary"] = vary
		etag.File(c, "text/html; charset=utf-8", pages[lang])
	}
}

const pageHead = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}` +
	`th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8886}tr:target{background:#fc06}code{overflow-wrap:anywhere}a{color:inherit;display:inline-block;padding:.15rem 0}@media(max-width:40rem){table,tbody,tr,td,th{display:block}}</style>
`

// pageOf makes HTML of the Markdown that the page of errors is written in: headings,
// paragraphs, and tables whose rows have an anchor. other leads to the other language.
func pageOf(text, tag, other string) []byte {
	var b strings.Builder
	title, _, _ := strings.Cut(strings.TrimPrefix(text, "# "), "\n")
	b.WriteString("<!DOCTYPE html>\n<html lang=\"" + tag + "\">\n" + pageHead + "<title>" + html.EscapeString(title) + "</title>\n<main>\n" + other + "\n")
	cell, inTable := "th", false
	for line := range strings.SplitSeq(text, "\n") {
		isRow := strings.HasPrefix(line, "| ")
		if inTable && !isRow {
			b.WriteString("</table>\n")
			inTable = false
		}
		switch {
		case line == "" || strings.HasPrefix(line, "["): // the link to the other language
		case strings.HasPrefix(line, "| ---"):
			cell = "td"
		case isRow:
			if !inTable {
				b.WriteString("<table>\n")
				cell, inTable = "th", true
			}
			b.WriteString(row(line, cell))
		case strings.HasPrefix(line, "## "):
			b.WriteString("<h2>" + inline(line[3:]) + "</h2>\n")
		case strings.HasPrefix(line, "# "):
			b.WriteString("<h1>" + inline(line[2:]) + "</h1>\n")
		default:
			b.WriteString("<p>" + inline(line) + "</p>\n")
		}
	}
	if inTable {
		b.WriteString("</table>\n")
	}
	return []byte(b.String() + "</main>\n")
}

var anchor = regexp.MustCompile(`^<a id="(\w+)"></a>`)

// row is a row of a table; its anchor becomes the row's own.
func row(line, cell string) string {
	id, out := "", ""
	for text := range strings.SplitSeq(strings.Trim(line, "| "), " | ") {
		if found := anchor.FindStringSubmatch(text); found != nil {
			id, text = ` id="`+found[1]+`"`, text[len(found[0]):]
		}
		out += "<" + cell + ">" + inline(text) + "</" + cell + ">"
	}
	return "<tr" + id + ">" + out + "</tr>\n"
}

var (
	codeSpan = regexp.MustCompile("`([^`]+)`")
	linkSpan = regexp.MustCompile(`\[([^\]]+)\]\([^)]+\)`) // to files that the service does not have
)

// inline is text with code; of links only the words.
func inline(text string) string {
	return linkSpan.ReplaceAllString(codeSpan.ReplaceAllString(html.EscapeString(text), "<code>$1</code>"), "$1")
}
