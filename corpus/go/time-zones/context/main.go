package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	noon := time.Date(2024, time.July, 1, 12, 0, 0, 0, time.UTC)
	for _, name := range os.Args[1:] {
		zone, err := time.LoadLocation(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(noon.In(zone).Format("2006-01-02 15:04 MST"))
	}
}
