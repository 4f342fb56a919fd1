// Gitea's engine for workflows, as a command with the options of act.
package main

import (
	"context"
	"os/signal"
	"syscall"

	"github.com/nektos/act/cmd"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	cmd.Execute(ctx, "gitea.com/gitea/act")
}
