package api

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/holidays"
)

// parameters returns the query's parameters. Each is one of allowed and stands
// once.
func parameters(c *gin.Context, allowed ...string) (map[string]string, error) {
	raw := c.Request.URL.RawQuery
	if raw == "" {
		return nil, nil
	}
	if len(raw) > maxQueryBytes {
		return nil, problem.New(problem.InvalidParameter, "", "?", "更短的查询", "a shorter query")
	}
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, problem.New(problem.InvalidParameter, "", "?", "百分号编码的查询", "a percent-encoded query")
	}
	out := make(map[string]string, len(values))
	for name, v := range values {
		if !slices.Contains(allowed, name) {
			return nil, unknownField("", []byte(name))
		}
		if len(v) > 1 {
			return nil, duplicateField("", []byte(name))
		}
		out[name] = v[0]
	}
	return out, nil
}

// tableParameters is [parameters] for a call that answers from a table, and so
// takes a revision, which [server.table] reads.
func tableParameters(c *gin.Context, allowed ...string) (map[string]string, error) {
	if c.Request.URL.RawQuery == "" {
		return nil, nil
	}
	return parameters(c, append(allowed, revisionName)...)
}

// dateParameter returns the date under name, which has to be there.
func dateParameter(p map[string]string, name string) (holidays.Date, error) {
	text, ok := p[name]
	if !ok {
		return holidays.Date{}, problem.New(problem.MissingParameter, "/"+name, name)
	}
	var d holidays.Date
	err := setDate(&d, "/", name, text)
	return d, err
}

// intParameter returns the whole number under name, from least to most, or
// otherwise where it is not given.
func intParameter(p map[string]string, name string, otherwise, least, most int64) (int64, error) {
	text, ok := p[name]
	if !ok {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least || n > most {
		l, m := strconv.FormatInt(least, 10), strconv.FormatInt(most, 10)
		return 0, problem.New(problem.InvalidParameter, "/"+name, name, " "+l+" 至 "+m+" 的整数", "a whole number from "+l+" to "+m)
	}
	return n, nil
}
