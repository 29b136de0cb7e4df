package main

import (
	"fmt"
	"net"
	"os"

	"example.org/greeter/v2/words"
)

func main() {
	name := "stranger"
	if len(os.Args) > 1 {
		name = os.Args[1]
	}
	fmt.Println(words.Greeting(name))
	fmt.Println("loopback:", net.ParseIP("127.0.0.1").IsLoopback())
}
