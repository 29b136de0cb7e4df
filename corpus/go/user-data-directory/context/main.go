package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/user"
	"path/filepath"
)

const directory = "/var/lib/notes"

func list(w http.ResponseWriter, r *http.Request) {
	names, _ := filepath.Glob(filepath.Join(directory, "*.txt"))
	fmt.Fprintf(w, "%d notes\n", len(names))
	for _, name := range names {
		text, _ := os.ReadFile(name)
		fmt.Fprintln(w, string(text))
	}
}

func add(w http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	if err := os.WriteFile(filepath.Join(directory, "first.txt"), text, 0o600); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusCreated)
}

func main() {
	http.HandleFunc("/", list)
	http.HandleFunc("POST /notes", add)
	http.HandleFunc("/me", func(w http.ResponseWriter, r *http.Request) {
		me, err := user.Current()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprintln(w, me.Username, me.Uid, me.HomeDir)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
