package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// prefix begins the names of the settings' variables.
const prefix = "SHIXIAN_"

// group is the key of the settings' flags among those of a command.
const group = "settings"

// environment is the variables that are set to something. Package kong could read
// the process's own, but would quote their values in its errors, secrets among them,
// and take an empty variable for a value.
type environment map[string]string

// Environment returns the options of a parser whose commands embed [Settings]: they
// have it read the settings from environ, which is NAME=value, and list them in its
// help.
func Environment(environ []string) []kong.Option {
	return []kong.Option{
		kong.Bind(environmentOf(environ)),
		kong.ExplicitGroups([]kong.Group{{
			Key: group, Title: "设置 / Settings:",
			Description: "每项也可以是括号中的环境变量 / Each may also be the environment variable in parentheses",
		}}),
		kong.ValueFormatter(func(v *kong.Value) string {
			if !isSetting(v.Flag) {
				return kong.DefaultHelpValueFormatter(v)
			}
			return v.Help + " ($" + variable(v.Flag.Name) + ")"
		}),
	}
}

func environmentOf(environ []string) environment {
	env := environment{}
	for _, v := range environ {
		if name, value, _ := strings.Cut(v, "="); strings.HasPrefix(name, prefix) {
			env[name] = value
		}
	}
	return env
}

// isSetting reports whether a flag, which may be nil, is one of [Settings].
func isSetting(f *kong.Flag) bool { return f != nil && f.Group != nil && f.Group.Key == group }

func variable(name string) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// BeforeResolve has the settings read from the environment; package kong calls it
// for a command that embeds them. An error names the variable.
func (*Settings) BeforeResolve(ctx *kong.Context, env environment) error {
	for _, p := range ctx.Path {
		if p.Flag != nil && isSetting(p.Flag) && p.Flag.Tag.Has("secret") {
			return fmt.Errorf("--%[1]s: 命令行人人看得到，请改设 %[2]s 或 %[2]s_FILE / every user of the machine can read a command line; set %[2]s or %[2]s_FILE", p.Flag.Name, variable(p.Flag.Name))
		}
	}
	if err := env.check(slices.DeleteFunc(ctx.Flags(), func(f *kong.Flag) bool { return !isSetting(f) })); err != nil {
		return err
	}
	ctx.AddResolver(kong.ResolverFunc(env.resolve))
	return nil
}

func names() (all []string) {
	for f := range reflect.TypeFor[Settings]().Fields() {
		all = append(all, variable(f.Tag.Get("name")))
	}
	return all
}

// Unknown returns the variables of environ that begin with SHIXIAN_ and are no settings.
func Unknown(environ []string) []string { return environmentOf(environ).unknown() }

func (e environment) unknown() []string {
	known := names()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(e)), func(name string) bool { return slices.Contains(known, name) })
}

// check refuses a variable that cannot be read.
func (e environment) check(settings []*kong.Flag) error {
	for _, f := range settings {
		if value := e[variable(f.Name)]; value != "" {
			token := kong.Token{Type: kong.FlagValueToken, Value: value}
			unused := reflect.New(f.Target.Type()).Elem()
			if err := f.Mapper.Decode(&kong.DecodeContext{Value: f.Value, Scan: kong.ScanFromTokens(token)}, unused); err != nil {
				return fmt.Errorf("%s: %w", variable(f.Name), err)
			}
		}
	}
	return nil
}

// resolve returns the value of a setting, or nil if it is not set.
func (e environment) resolve(_ *kong.Context, _ *kong.Path, f *kong.Flag) (any, error) {
	if value := e[variable(f.Name)]; isSetting(f) && value != "" {
		return value, nil
	}
	return nil, nil
}
