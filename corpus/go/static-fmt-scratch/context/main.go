package main

import "fmt"

func main() {
	for number, line := range []string{"one swallow", "two larks", "three cranes"} {
		fmt.Printf("%d: %s\n", number+1, line)
	}
}
