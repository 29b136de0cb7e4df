package main

import (
	"fmt"
	"os"
)

var version, commit = "none", "none"

func main() {
	fmt.Printf("version %s, commit %q, channel %s\n", version, commit, os.Getenv("RELEASE_CHANNEL"))
	fmt.Println(len(os.Args)-1, "arguments")
}
