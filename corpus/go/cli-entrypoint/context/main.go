package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		usage()
		os.Exit(2)
	}
	switch os.Args[1] {
	case "help":
		usage()
	case "count":
		count(os.Args[2:])
	default:
		fmt.Fprintf(os.Stderr, "tally: unknown command %q\n", os.Args[1])
		os.Exit(2)
	}
}

func usage() {
	fmt.Println("usage: tally count WORD...")
}
