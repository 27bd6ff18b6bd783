package app

import (
	"crypto/rand"
	"fmt"

	"shixian/api/admit/token"
)

type tokenCommand struct {
	New newTokenCommand `cmd:"" help:"生成令牌 / Make a token."`
}

type newTokenCommand struct {
	Name string `required:"" help:"持有人 / who holds it."`
	Role string `required:"" enum:"reader,viewer,editor,publisher" help:"reader, viewer, editor 或/or publisher."`
}

// Run makes a token. The token goes to standard error, and the line for the file
// to standard output, so that the line can be appended to the file.
func (t newTokenCommand) Run(p Process) error {
	role, err := token.ParseRole(t.Role)
	if err != nil {
		return err
	}
	secret, line, err := token.New(rand.Reader, t.Name, role)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Stderr, "令牌，只显示这一次 / The token, shown only now:\n%s\n下一行写入 SHIXIAN_TOKENS 所指的文件 / The next line goes into the file of SHIXIAN_TOKENS:\n", secret)
	_, err = fmt.Fprintln(p.Stdout, line)
	return err
}
