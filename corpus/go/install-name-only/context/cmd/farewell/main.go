package main

import (
	"fmt"

	"example.org/greeter/v2/words"
)

func main() {
	fmt.Println(words.Farewell())
}
