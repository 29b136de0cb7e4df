package main

import "fmt"

func main() {
	fmt.Println("carriage return, line feed")
}
