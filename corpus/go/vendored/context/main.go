package main

import (
	"fmt"
	"log"
	"net/http"

	"example.org/plural"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, plural.Of(1, "goose", "geese"))
	})
	http.HandleFunc("/plural", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, plural.Of(2, "goose", "geese"))
	})
	log.Fatal(http.ListenAndServe(":7070", nil))
}
