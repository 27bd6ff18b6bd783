package noticeformat

import (
	"bytes"
	"regexp"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	// pageSource tells the source of a web page from prose: notices have no angle brackets.
	pageSource = regexp.MustCompile(`(?i)<(?:!doctype html|html|body|div|p|br|span|table|td|h1)\b[^<>]*>`)
	// unseen are the elements of which a reader sees nothing on the page. The tokenizer
	// hands out what each holds as one text.
	unseen = []atom.Atom{atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Iframe}
	// lines are the elements that begin and end a line.
	lines = []atom.Atom{atom.P, atom.Div, atom.Br, atom.Tr, atom.Table, atom.Li, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Nav, atom.Main, atom.Pre, atom.Center, atom.Blockquote, atom.Dt, atom.Dd, atom.Hr, atom.Body}
)

// Prose returns the text of a notice as people read it: of the source of a web page,
// without its tags, line by line, the cells of a table set apart by tabs. Any other text
// is returned as it is.
func Prose(text []byte) []byte {
	if !pageSource.Match(text) {
		return text
	}
	var out bytes.Buffer
	hidden := false
	for z := html.NewTokenizer(bytes.NewReader(text)); ; {
		kind := z.Next()
		token := z.Token()
		switch {
		case kind == html.ErrorToken: // the end
			return out.Bytes()
		case kind == html.TextToken:
			if !hidden {
				out.WriteString(token.Data)
			}
		case slices.Contains(lines, token.DataAtom):
			out.WriteByte('\n')
		case kind == html.StartTagToken && (token.DataAtom == atom.Td || token.DataAtom == atom.Th):
			out.WriteByte('\t')
		}
		hidden = kind == html.StartTagToken && slices.Contains(unseen, token.DataAtom)
	}
}
