package main

import (
	"fmt"

	"example.org/roman"
)

func main() {
	for _, number := range []int{4, 14, 1999} {
		fmt.Println(number, roman.Numeral(number))
	}
}
