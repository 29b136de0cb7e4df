package main

import (
	"fmt"
	"sort"
)

func count(words []string) {
	sort.Strings(words)
	letters := 0
	for _, word := range words {
		letters += len(word)
		fmt.Println(word)
	}
	fmt.Printf("%d words, %d letters\n", len(words), letters)
}
