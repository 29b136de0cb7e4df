package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, os.Getenv("LEDGER_TITLE"))
	})
	http.HandleFunc("/commit", func(w http.ResponseWriter, r *http.Request) {
		head, err := os.ReadFile("/var/ledger/.git/HEAD")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Write(head)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
