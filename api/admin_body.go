package api

import (
	"bytes"
	"errors"
	"reflect"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
	"shixian/internal/integer"
)

// readStrict reads a JSON body of at most limit bytes into a value, refusing keys that are unknown or
// stand twice. An empty body leaves the value as it is.
func readStrict(c *gin.Context, into any, limit int64) error {
	if c.Request.ContentLength == 0 {
		return nil
	}
	body, err := readBody(c, nil, limit)
	if err != nil || len(body) == 0 {
		return err
	}
	if string(bytes.TrimSpace(body)) == "null" { // to the library, as if nothing were there
		return problem.New(problem.WrongType, "", "JSON", "对象", "an object")
	}
	return decodeStrict(body, into)
}

func decodeStrict(body []byte, into any) error {
	return strictError(json.Unmarshal(body, into, json.RejectUnknownMembers(true), json.WithUnmarshalers(integer.Unmarshalers)))
}

// strictError words an error of the JSON library, without its Go names.
func strictError(err error) error {
	var se *jsontext.SyntacticError
	var me *json.SemanticError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jsontext.ErrDuplicateName) && errors.As(err, &se):
		return problem.New(problem.DuplicateField, string(se.JSONPointer), lastToken(se.JSONPointer))
	case errors.As(err, &se) && strings.Contains(se.Error(), "after top-level value"):
		return problem.New(problem.Trailing, "", se.ByteOffset)
	case errors.As(err, &se):
		return problem.New(problem.Malformed, "", se.ByteOffset)
	case !errors.As(err, &me):
		return err
	}
	pointer, name := string(me.JSONPointer), lastToken(me.JSONPointer)
	if _, err := strconv.Atoi(name); err == nil { // the list says more than the number in it
		name = lastToken(me.JSONPointer.Parent())
	}
	switch {
	case errors.Is(err, json.ErrUnknownName):
		return wire.UnknownField(string(me.JSONPointer.Parent()), []byte(me.JSONPointer.LastToken()))
	case errors.Is(err, holidays.ErrDate):
		return problem.New(problem.InvalidDate, pointer, name)
	}
	zh, en := kindName(me.GoType)
	return problem.New(problem.WrongType, pointer, name, zh, en)
}

func lastToken(p jsontext.Pointer) string {
	if p == "" {
		return "JSON"
	}
	return p.LastToken()
}

// kindName says what a value has to be.
func kindName(t reflect.Type) (zh, en string) {
	if t == nil {
		return "其他类型", "another type"
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.String:
		return "字符串", "a string"
	case reflect.Bool:
		return "布尔值", "true or false"
	case reflect.Int, reflect.Int64:
		return "整数", "a whole number"
	case reflect.Slice, reflect.Array:
		return "数组", "an array"
	}
	if t == reflect.TypeFor[holidays.Date]() {
		return "日期字符串", "a date in a string"
	}
	return "对象", "an object"
}
