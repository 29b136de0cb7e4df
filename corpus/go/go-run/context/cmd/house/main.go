package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "House rules")
	})
	http.HandleFunc("/rules.txt", func(w http.ResponseWriter, r *http.Request) {
		text, err := os.ReadFile("rules.txt")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Write(text)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
