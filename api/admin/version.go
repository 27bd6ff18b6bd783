package admin

import (
	"slices"
	"strconv"
	"strings"

	"shixian/api/problem"
)

// Seen are the versions of a draft that a caller has seen, nil if the caller does
// not say: nobody changes a draft that they have not seen.
type Seen []int64

// Tag writes a version as callers are shown it, which is an entity tag.
func Tag(version int64) string { return `"v` + strconv.FormatInt(version, 10) + `"` }

// ReadSeen reads one or more tags, separated by commas. What is no tag of a version
// stands for one that no draft has.
func ReadSeen(tags string) Seen {
	seen := Seen{}
	for tag := range strings.SplitSeq(tags, ",") {
		tag = strings.TrimSpace(tag)
		version, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimPrefix(tag, `"v`), `"`), 10, 64)
		if Tag(version) != tag {
			version = 0
		}
		seen = append(seen, version)
	}
	return seen
}

// check says whether the version stored is one of those seen.
func (s Seen) check(version int64) error {
	switch {
	case s == nil:
		return problem.New(problem.Precondition, "")
	case !slices.Contains(s, version):
		return problem.New(problem.Stale, "")
	}
	return nil
}
