package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	count := 4
	if len(os.Args) > 1 {
		count, _ = strconv.Atoi(os.Args[1])
	}
	a, b := 1, 1
	for i := 0; i < count; i++ {
		fmt.Print(a, " ")
		a, b = b, a+b
	}
	fmt.Println()
}
