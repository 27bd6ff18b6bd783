package app

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
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
	// zsh completes by the script of bash.
	zshScript = `# eval "$(shixian completion zsh)"
(( $+functions[compdef] )) || { autoload -U compinit && compinit }
autoload -U bashcompinit && bashcompinit
`
	fishScript = `# shixian completion fish | source
complete -c shixian -f -n __fish_use_subcommand -a %q
`
)

// Run prints a script that completes commands, flags and rules.
func (cmd completionCommand) Run(p Process, program *kong.Application) error {
	_, catalogue, err := loadData("")
	if err != nil {
		return err
	}
	var rules []string
	for _, r := range catalogue.Rules {
		rules = append(rules, r.ID)
	}
	switch cmd.Shell {
	case "fish":
		return writeFish(p.Stdout, program, rules)
	case "zsh":
		if _, err := io.WriteString(p.Stdout, zshScript); err != nil {
			return err
		}
	}
	return writeBash(p.Stdout, program, rules)
}

func writeBash(w io.Writer, program *kong.Application, rules []string) error {
	var cases strings.Builder
	for _, n := range program.Children {
		fmt.Fprintf(&cases, "      %s) words=%q ;;\n", n.Name, strings.Join(completed(n, rules), " "))
	}
	_, err := fmt.Fprintf(w, bashScript, commandNames(program), cases.String())
	return err
}

func writeFish(w io.Writer, program *kong.Application, rules []string) error {
	script := fmt.Sprintf(fishScript, commandNames(program))
	for _, n := range program.Children {
		script += fmt.Sprintf("complete -c shixian -n '__fish_seen_subcommand_from %s' -a %q\n", n.Name, strings.Join(completed(n, rules), " "))
	}
	_, err := io.WriteString(w, script)
	return err
}

func commandNames(program *kong.Application) string {
	names := []string{"help"}
	for _, n := range program.Children {
		names = append(names, n.Name)
	}
	return strings.Join(names, " ")
}

// completed returns the words that may follow a command.
func completed(n *kong.Node, rules []string) (words []string) {
	for _, f := range n.Flags {
		words = append(words, "--"+f.Name)
	}
	for _, sub := range n.Children {
		words = append(words, sub.Name)
	}
	if n.Name == "due" {
		words = append(words, rules...)
	}
	return words
}
