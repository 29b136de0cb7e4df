package main

import "fmt"

func main() {
	fmt.Println("built from a heredoc")
}
