package main

import "fmt"

func main() {
	fmt.Println("tide table: low 04:10, high 10:25")
}
