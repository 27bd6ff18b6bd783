package config

import (
	"fmt"
	"log/slog"
	"reflect"
)

// LogValue returns the settings by the names of their variables. Of a secret it says
// only whether it is set.
func (s Settings) LogValue() slog.Value {
	var attrs []slog.Attr
	for field, value := range reflect.ValueOf(s).Fields() {
		text := fmt.Sprint(value.Interface())
		if _, secret := field.Tag.Lookup("secret"); secret {
			text = ""
			if !value.IsZero() {
				text = "…"
			}
		}
		attrs = append(attrs, slog.String(variable(field.Tag.Get("name")), text))
	}
	return slog.GroupValue(attrs...)
}
