package main

import (
	"fmt"
	"log/slog"
	"reflect"
)

// described returns the settings as they are in force, without their secrets: of a
// field that has the tag secret, only whether it is set.
func (s *settings) described() slog.Attr {
	v := reflect.ValueOf(*s)
	attrs := make([]any, 0, v.NumField())
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		name := settingPrefix + field.Tag.Get("env")
		switch _, secret := field.Tag.Lookup("secret"); {
		case !secret:
			attrs = append(attrs, slog.String(name, fmt.Sprint(value.Interface())))
		case value.IsZero():
			attrs = append(attrs, slog.String(name, ""))
		default:
			attrs = append(attrs, slog.String(name, "…"))
		}
	}
	return slog.Group("settings", attrs...)
}
