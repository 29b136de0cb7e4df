package main

import (
	"fmt"
	"log"
	"net/http"

	"example.org/mill/queue"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "a queue of %d\n", len(queue.Names()))
	})
	http.HandleFunc("/queue", func(w http.ResponseWriter, r *http.Request) {
		for _, name := range queue.Names() {
			fmt.Fprintln(w, name)
		}
	})
	log.Fatal(http.ListenAndServe(":8000", nil))
}
