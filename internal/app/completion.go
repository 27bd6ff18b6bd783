package app

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash" default:"bash" help:"bash"`
}

// completionScript completes the name of a command, then its flags, and the rule of due.
const completionScript = `# eval "$(shixian completion)"
_shixian() {
  local word="${COMP_WORDS[COMP_CWORD]}" words
  if [ "$COMP_CWORD" -eq 1 ]; then
    words=%q
  else
    case "${COMP_WORDS[1]}" in
%s    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
}
complete -F _shixian shixian
`

// Run prints a script that completes commands, flags and rules.
func (completionCommand) Run(p Process, program *kong.Application) error {
	_, catalogue, err := loadData("")
	if err != nil {
		return err
	}
	names := []string{"help"}
	var cases strings.Builder
	for _, n := range program.Children {
		names = append(names, n.Name)
		var words []string
		for _, f := range n.Flags {
			words = append(words, "--"+f.Name)
		}
		for _, sub := range n.Children {
			words = append(words, sub.Name)
		}
		if n.Name == "due" {
			for _, r := range catalogue.Rules {
				words = append(words, r.ID)
			}
		}
		fmt.Fprintf(&cases, "      %s) words=%q ;;\n", n.Name, strings.Join(words, " "))
	}
	_, err = fmt.Fprintf(p.Stdout, completionScript, strings.Join(names, " "), cases.String())
	return err
}
