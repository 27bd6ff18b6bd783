package problem

import (
	_ "embed"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/datafile"
)

// message is how a code is told to a caller. In its texts {0}, {1} and so on stand for the
// error's arguments.
type message struct {
	Status int
	Told   telling `yaml:",inline"`
	// People is how it is told to somebody who fills in a form; empty if as to others.
	People telling
}

// telling is a title and a detail in both languages.
type telling struct{ ZH, EN words }

type words struct{ Title, Detail string }

func (t *telling) in(lang string) words {
	if lang == holidays.English {
		return t.EN
	}
	return t.ZH
}

// messages are those of each code. Fields are what the fields of a question are called for
// people, and Notation takes the place of a message that would say how the API writes a value.
type messages struct {
	Codes    map[deadlines.Code]message
	Fields   map[string]deadlines.Text
	Notation deadlines.Text
}

//go:embed messages.yaml
var messagesFile []byte

var texts = datafile.Embedded[messages]("messages.yaml", messagesFile)
