package app

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"shixian/deadlines"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" default:"bash" help:"bash、zsh 或/or fish"`
}

// What the shells evaluate. Each completes the name of a command, then its flags, its own
// commands, and the rule of due.
const (
	bashScript = `# eval "$(shixian completion)"
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
	bashCommand = "      %s) words=%q ;;\n"
	// zsh completes by the script of bash.
	zshScript = `# eval "$(shixian completion zsh)"
(( $+functions[compdef] )) || { autoload -U compinit && compinit }
autoload -U bashcompinit && bashcompinit
`
	fishScript = `# shixian completion fish | source
complete -c shixian -f -n __fish_use_subcommand -a %q
%s`
	fishCommand = "complete -c shixian -n '__fish_seen_subcommand_from %s' -a %q\n"
)

// shells have the script of each, with the names of all commands and what is completed of
// each command.
var shells = map[string]struct{ script, command string }{
	"bash": {bashScript, bashCommand}, "zsh": {zshScript + bashScript, bashCommand}, "fish": {fishScript, fishCommand},
}

// Run prints a script that completes commands, flags and rules.
func (cmd completionCommand) Run(p Process, program *kong.Application) error {
	_, catalogue, err := loadData("")
	if err != nil {
		return err
	}
	shell, names, commands := shells[cmd.Shell], "help", ""
	for _, n := range program.Children {
		names += " " + n.Name
		commands += fmt.Sprintf(shell.command, n.Name, strings.Join(completed(n, catalogue), " "))
	}
	_, err = fmt.Fprintf(p.Stdout, shell.script, names, commands)
	return err
}

// completed returns the words that may follow a command.
func completed(n *kong.Node, catalogue *deadlines.Catalogue) (words []string) {
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
	return words
}
