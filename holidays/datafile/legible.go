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
	case "no documents in stream":
		return "the file is empty"
	case "expected single document, found multiple":
		return "the file holds more than one document (---)"
	}
	if m := unknownKey.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("unknown key %q", m[1])
	}
	if m := doubledKey.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("key %s stands twice, first on line %s", m[1], m[2])
	}
	if m := mismatch.FindStringSubmatch(message); m != nil {
		return misplaced(m[1], m[2], m[3])
	}
	return message
}

// misplaced says that a value of a YAML tag stands where a Go type belongs.
func misplaced(tag, value, goType string) string {
	found := map[string]string{"seq": "a list", "map": "a group of keys"}[tag]
	if found == "" {
		// The library cuts long values between bytes, not between characters.
		found = fmt.Sprintf("%q", strings.ToValidUTF8(value, ""))
		if tag == "str" {
			found = "text " + found
		}
	}
	if want := expected(tag, goType); want != "" {
		return found + " stands where " + want + " belongs"
	}
	return found + " does not fit here"
}

// expected names what belongs into a Go type, "" if its name does not tell.
func expected(tag, goType string) string {
	switch {
	case strings.HasSuffix(goType, "(TextUnmarshaler)"):
		return "a single value"
	case strings.HasPrefix(goType, "[]"):
		return "a list"
	case goType == "time.Month", strings.HasPrefix(goType, "int"), strings.HasPrefix(goType, "uint"):
		return "a whole number"
	case strings.HasPrefix(goType, "float"):
		return "a number"
	case goType == "string":
		return "text"
	case goType == "bool":
		return "true or false"
	case tag != "seq" && tag != "map", strings.HasPrefix(goType, "map["):
		// A lone value fits every other named type than a group of keys.
		return "a group of keys"
	}
	return ""
}
