package main

import (
	"fmt"
	"log"
	"net/http"

	"github.com/dustin/go-humanize"
)

func main() {
	http.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "The archive holds %s letters.\n", humanize.Comma(1234567))
	})
	http.HandleFunc("/pages/{number}", page)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
