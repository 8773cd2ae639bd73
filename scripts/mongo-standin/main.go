// The MongoDB stand-in of the tests: FerretDB's wire protocol over SQLite, for machines where no mongod can be
// installed. Never for real data: it has no transactions, change streams or replica sets.
//
// Prints its connection string on the first line of stdout once it listens. Ends at SIGTERM, SIGINT, or when stdin
// closes, so that it never outlives the test run that started it.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:0", "address to listen on, with its port (0: a free one)")
	dir := flag.String("dir", "", "existing folder for the data, one SQLite file a database")
	flag.Parse()
	log.SetFlags(0)
	if *dir == "" {
		log.Fatal("mongo-standin: -dir is missing")
	}

	standin, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: *addr},
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:   "sqlite",
		SQLiteURL: "file:" + strings.TrimSuffix(*dir, "/") + "/",
	})
	if err != nil {
		log.Fatalf("mongo-standin: %v", err)
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	// Waits for the listener, which only Run starts.
	go func() { fmt.Println(standin.MongoDBURI()) }()

	if err := standin.Run(ctx); err != nil && ctx.Err() == nil {
		log.Fatalf("mongo-standin: %v", err)
	}
}
