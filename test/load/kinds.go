package load

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// Text is a text in Chinese and in English.
type Text [2]string

// The languages of a [Text].
const (
	Chinese = iota
	English
)

// Kind is a kind of call in the mix.
type Kind struct {
	Name string
	What Text
	// Weight is how many of a hundred calls of the mix are of this kind.
	Weight int
	// Rate is at how many calls a second the kind is measured alone.
	Rate float64

	call func(r *rand.Rand) Call
}

// Call is a request to the service, apart from where that is.
type Call struct {
	Kind           string
	Method, Target string
	Body           []byte
	Header         http.Header
	// Deadlines is how many due days the call asks for.
	Deadlines int

	answer int // how long the answer to a call for one due day is
}

// The media types of bodies.
const (
	jsonType   = "application/json"
	ndjsonType = "application/x-ndjson"
)

// Sizes of the calls that ask for many due days at once.
const (
	smallestBatch = 1000
	largestBatch  = 5000
	streamLines   = 5000
)

// kinds is the mix. Batches are few by number and most of the work, so that one
// processor can offer several times what a server on another one carries.
var kinds = []Kind{
	{"get", Text{"GET 单条", "GET, one"}, 20, 500, func(r *rand.Rand) Call {
		return Call{Method: http.MethodGet, Target: single(r), Deadlines: 1}
	}},
	{"post", Text{"POST 单条", "POST, one"}, 10, 500, func(r *rand.Rand) Call {
		return posted("/v1/deadlines", jsonType, question(r), 1)
	}},
	{etagKind, Text{"GET，带 ETag（304）", "GET with its ETag (304)"}, 10, 500, func(r *rand.Rand) Call {
		return Call{Method: http.MethodGet, Target: single(r), Deadlines: 1}
	}},
	{"status", Text{"办理进度", "status"}, 5, 500, func(r *rand.Rand) Call {
		q := strings.TrimSuffix(question(r), "}") + `,"at":"2026-12-31"}`
		return posted("/v1/deadlines/status", jsonType, q, 1)
	}},
	{"days", Text{"日历，一年逐日", "days of a year"}, 10, 200, func(r *rand.Rand) Call {
		year := 2014 + r.IntN(13) // covered by all three calendars
		return Call{Method: http.MethodGet, Target: fmt.Sprintf("/v1/calendars/%s/days?from=%d-01-01&to=%[2]d-12-31", pick(r, calendars), year)}
	}},
	{"batch", Text{"批量 1000–5000 条", "batch of 1,000 to 5,000"}, 30, 40, func(r *rand.Rand) Call {
		n := smallestBatch + r.IntN(largestBatch-smallestBatch+1)
		return posted("/v1/deadlines/batch", jsonType, `{"items":[`+questions(r, n, ",")+`]}`, n)
	}},
	{"ndjson", Text{"NDJSON 5000 行", "NDJSON, 5,000 lines"}, 15, 40, func(r *rand.Rand) Call {
		return posted("/v1/deadlines/batch", ndjsonType, questions(r, streamLines, "\n"), streamLines)
	}},
}

// etagKind is asked once before, for its ETag.
const etagKind = "etag"

// heavy is how many different bodies there are of a kind that asks for many.
const heavy = 40

// asked are rules of every district and every shape that has a due day.
var asked = []string{
	"xihe.countersign-reply", "xihe.travel-notice", "xihe.standing-meeting", "shuangta.710-general",
	"shuangta.710-complex", "shuangta.710-annual", "tiexi.approval-general", "tiexi.approval-extra-urgent",
	"tiexi.lead-general", "tiexi.submit-meeting-papers", "xiangshan.countersign-reply", "xishi.submit-decided-document",
}

var calendars = []string{"CN", "CN-GX", "CN-LN"}

func pick(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

// trigger returns a day of 2025 or 2026, when all of the rules are in force.
func trigger(r *rand.Rand) string {
	return time.Date(2025, 1, 1+r.IntN(2*365), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func single(r *rand.Rand) string {
	return "/v1/deadlines?rule=" + pick(r, asked) + "&trigger=" + trigger(r)
}

func question(r *rand.Rand) string {
	return fmt.Sprintf(`{"rule":%q,"trigger":%q}`, pick(r, asked), trigger(r))
}

func questions(r *rand.Rand, n int, between string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = question(r)
	}
	return strings.Join(out, between)
}

func posted(target, media, body string, n int) Call {
	return Call{Method: http.MethodPost, Target: target, Body: []byte(body), Header: http.Header{"Content-Type": {media}}, Deadlines: n}
}
