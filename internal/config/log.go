package config

import (
	"fmt"
	"log/slog"
	"reflect"
)

// LogValue returns the settings by the names of their variables. Of a secret it says
// only whether it is set.
func (s Settings) LogValue() slog.Value {
	v := reflect.ValueOf(s)
	attrs := make([]slog.Attr, v.NumField())
	for i := range attrs {
		field, value := v.Type().Field(i), v.Field(i)
		text := fmt.Sprint(value.Interface())
		if _, secret := field.Tag.Lookup("secret"); secret {
			text = ""
			if !value.IsZero() {
				text = "…"
			}
		}
		attrs[i] = slog.String(variable(field.Tag.Get("name")), text)
	}
	return slog.GroupValue(attrs...)
}
