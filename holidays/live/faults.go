package live

import (
	"cmp"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"time"
)

// recordCodes are the reasons of reading the record, writeCodes those of writing to it, and
// redisCodes those of Redis. Of each at most one holds at a time.
var (
	recordCodes = []string{
		RecordUnreachable, RecordAccess, RecordTLS, RecordNoDatabase, RecordConnections, RecordSchema, RecordReplaced, RecordOther,
		RecordNewer, RecordBroken, RecordDiffers, RecordBehind, RecordRewritten,
	}
	disagreements = []string{RecordBroken, RecordDiffers, RecordBehind, RecordRewritten} // of recordCodes: the table in force is not the record's
	writeCodes    = []string{RecordReadOnly, RecordNoSpace, RecordUnwritable}
	redisCodes    = []string{
		RedisUnreachable, RedisNoKey, RedisMissing, RedisRubbish, RedisChecksum, RedisOtherVersion, RedisOtherRecord, RedisDiffers,
	}
)

// cause is an error, and the code of the reason that it is; empty if it is none.
type cause struct {
	err  error
	code string
}

// codeOf returns the code of the first cause that err wraps, other if it wraps none, and
// nothing for nil.
func codeOf(err error, causes []cause, other string) string {
	if err == nil {
		return ""
	}
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return c.code
		}
	}
	return other
}

// report notes that code holds, and no other of its group; the empty code says
// that none does.
func (f *Follower) report(group []string, code string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, other := range group {
		if other != code {
			f.faults.end(other)
		}
	}
	if code != "" {
		f.faults.begin(code, err)
	}
}

// reportOne notes that a code which is of no group holds, and why; nil if it does not.
func (f *Follower) reportOne(code string, err error) {
	f.report([]string{code}, codeOf(err, nil, code), err)
}

// disagreed says whether the last reading found that the table in force is not the
// record's.
func (f *Follower) disagreed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, code := range disagreements {
		if _, present := f.faults.present[code]; present {
			return true
		}
	}
	return false
}

// quiet is how long the log says nothing of a fault that it has told of, whether that
// comes and goes or not: while a slot of a Cluster moves, every other call fails.
const quiet = time.Minute

// faults are what is wrong now, and the last of each that was. They are logged when
// they begin and when they end, however often they are reported in between; one that
// begins again within quiet is logged if it then still lasts.
type faults struct {
	log     *slog.Logger
	now     func() time.Time
	present map[string]Reason
	past    map[string]Reason
	told    map[string]time.Time // when the log told of it last
	open    map[string]bool      // the log has told of it, and not that it ended
}

func newFaults(log *slog.Logger, now func() time.Time) faults {
	return faults{log, now, map[string]Reason{}, map[string]Reason{}, map[string]time.Time{}, map[string]bool{}}
}

func (f *faults) begin(code string, err error) {
	r, there := f.present[code]
	r.Detail = err.Error()
	if !there {
		r.Code, r.Since = code, f.now()
	}
	f.present[code] = r
	if told, before := f.told[code]; !f.open[code] && (!before || f.now().Sub(told) >= quiet) {
		f.told[code], f.open[code] = f.now(), true
		f.log.Warn("fault", "code", code, "detail", r.Detail)
	}
}

func (f *faults) end(code string) {
	r, there := f.present[code]
	if !there {
		return
	}
	r.Until = f.now()
	delete(f.present, code)
	f.past[code] = r
	if f.open[code] {
		f.open[code] = false
		f.log.Info("mended", "code", code)
	}
}

func (f *faults) list() []Reason {
	out := slices.AppendSeq(make([]Reason, 0, len(f.present)+1), maps.Values(f.present))
	slices.SortFunc(out, func(a, b Reason) int { return cmp.Compare(a.Code, b.Code) })
	return out
}

func (f *faults) ended() []Reason {
	return slices.SortedFunc(maps.Values(f.past), func(a, b Reason) int {
		return cmp.Or(b.Until.Compare(a.Until), cmp.Compare(a.Code, b.Code))
	})
}
