package admin

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"

	"shixian/api/console/page"
	"shixian/api/console/words"
	"shixian/holidays"
	"shixian/holidays/noticetext"
)

// markedText is the text of a notice, each sentence marked by what was read from
// it. It is written by hand, because every blank and line of the text counts.
type markedText struct {
	v         *page.View
	text      string
	sentences []noticetext.Sentence
}

// Render writes the text.
func (m *markedText) Render(_ context.Context, w io.Writer) error {
	b := fmt.Appendf(nil, `<div class="notice-text" lang="zh-CN" tabindex="0" role="region" aria-label="%s">`, m.v.T("通知原文", "The notice’s own text"))
	at := 0
	for i := range m.sentences {
		s := &m.sentences[i]
		end := s.Offset + s.Length
		if s.Offset < at || end > len(m.text) || s.Length < 0 { // not of this text
			continue
		}
		b = append(b, templ.EscapeString(m.text[at:s.Offset])...)
		b = m.appendSentence(b, s, m.text[s.Offset:end])
		at = end
	}
	b = append(b, templ.EscapeString(m.text[at:])...)
	_, err := w.Write(append(b, `</div>`...))
	return err
}

func (m *markedText) appendSentence(b []byte, s *noticetext.Sentence, text string) []byte {
	v := m.v
	class, sign, said := "plain", "", ""
	switch s.Status {
	case noticetext.StatusRead:
		class, sign, said = "read", "✓", v.T("已读懂", "read")
	case noticetext.StatusUnparsed:
		class, sign, said = "unparsed", "？", v.T("没有读懂", "not understood")
	case noticetext.StatusReference:
		class = "reference"
	}
	b = fmt.Appendf(b, `<span class="sentence %s">`, class)
	if sign != "" {
		b = fmt.Appendf(b, `<span class="sign" aria-hidden="true">%s</span>`, sign)
		b = fmt.Appendf(b, `<span class="hide" lang="%s">%s%s</span>`, v.Tag(), said, v.T("：", ": "))
	}
	b = append(append(b, templ.EscapeString(text)...), `</span>`...)
	for i := range s.Entries {
		b = m.appendEntry(b, &s.Entries[i])
	}
	if s.Status == noticetext.StatusUnparsed && s.Reason != nil {
		why := v.T(s.Reason.ZH, s.Reason.EN)
		if s.Reason.Detail != "" {
			why += v.T("：", ": ") + s.Reason.Detail
		}
		b = fmt.Appendf(b, ` <span class="got why" lang="%s">%s</span>`, v.Tag(), templ.EscapeString(why))
	}
	return b
}

func (m *markedText) appendEntry(b []byte, e *holidays.Entry) []byte {
	class, kind := entryKind(m.v, e.Kind)
	text := kind + " " + words.Festival(m.v, e.Festival) + " " + spanText(m.v, e.Span)
	return fmt.Appendf(b, ` <span class="got %s" lang="%s">%s</span>`, class, m.v.Tag(), templ.EscapeString(text))
}

// entryKind says how an entry shows.
func entryKind(v *page.View, k holidays.EntryKind) (class, text string) {
	if k == holidays.Work {
		return "makeup", v.T("班", "worked:")
	}
	return "holiday", v.T("休", "off:")
}

// spanText writes a run of days, briefly.
func spanText(v *page.View, s holidays.Span) string {
	short := func(d holidays.Date) string {
		_, m, day := d.Civil()
		if v.English() {
			return page.Itoa(day) + " " + m.String()[:3]
		}
		return page.Itoa(int(m)) + "月" + page.Itoa(day) + "日"
	}
	if s.From == s.To {
		return short(s.From)
	}
	return short(s.From) + "–" + short(s.To)
}
