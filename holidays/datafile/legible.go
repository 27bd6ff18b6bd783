package datafile

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	unknownKey = regexp.MustCompile(`(?s)^field (.*?) not found in type `)
	doubledKey = regexp.MustCompile(`(?s)^mapping key (.*) already defined at line (\d+)$`)
	mismatch   = regexp.MustCompile("(?s)^cannot construct !*(\\S*)(?: `(.*)`)? into (.+)$")
)

// legible rewords a message of the YAML library that speaks of Go types in terms
// of the file; it leaves the others as they are.
func legible(message string) string {
	message = strings.TrimPrefix(message, "yaml: ")
	switch message {
	case "not a date written YYYY-MM-DD": // of package holidays
		return "日期要写成 2026-02-12 这样，并且有这一天 / " + message
	case "no documents in stream":
		return emptyFile
	case "expected single document, found multiple":
		return "文件里不止一份文档（---） / the file holds more than one document (---)"
	}
	if m := unknownKey.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("没有这个键：%[1]q / unknown key %[1]q", m[1])
	}
	if m := doubledKey.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("键 %[1]s 写了两次，第一次在第 %[2]s 行 / key %[1]s stands twice, first on line %[2]s", m[1], m[2])
	}
	if m := mismatch.FindStringSubmatch(message); m != nil {
		return misplaced(m[1], m[2], m[3])
	}
	return message
}

// both is a text in Chinese and in English.
type both struct{ zh, en string }

// misplaced says that a value of a YAML tag stands where a Go type belongs.
func misplaced(tag, value, goType string) string {
	found, named := map[string]both{"seq": {"一列值", "a list"}, "map": {"一组键", "a group of keys"}}[tag]
	if !named {
		// The library cuts long values between bytes, not between characters.
		quoted := fmt.Sprintf("%q", strings.ToValidUTF8(value, ""))
		found = both{quoted, quoted}
		if tag == "str" {
			found = both{"文字 " + quoted, "text " + quoted}
		}
	}
	if want := expected(tag, goType); want.en != "" {
		return found.zh + " 的地方要写" + want.zh + " / " + found.en + " stands where " + want.en + " belongs"
	}
	return "这里不能写" + found.zh + " / " + found.en + " does not fit here"
}

// expected names what belongs into a Go type, nothing if its name does not tell.
func expected(tag, goType string) both {
	switch {
	case strings.HasSuffix(goType, "(TextUnmarshaler)"):
		return both{"一个值", "a single value"}
	case strings.HasPrefix(goType, "[]"):
		return both{"一列值，如 [a, b]", "a list"}
	case goType == "time.Month", strings.HasPrefix(goType, "int"), strings.HasPrefix(goType, "uint"):
		return both{"整数", "a whole number"}
	case strings.HasPrefix(goType, "float"):
		return both{"数", "a number"}
	case goType == "string":
		return both{"文字", "text"}
	case goType == "bool":
		return both{" true 或 false", "true or false"}
	case tag != "seq" && tag != "map", strings.HasPrefix(goType, "map["):
		// A lone value fits every other named type than a group of keys.
		return both{"一组键，如 {zh: …, en: …}", "a group of keys"}
	}
	return both{}
}
