package main

import (
	"fmt"

	"example.org/mill/queue"
)

func main() {
	for _, name := range queue.Names() {
		fmt.Println("ground", name)
	}
}
