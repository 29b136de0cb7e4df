package main

import (
	"html/template"
	"log"
	"net/http"
	"path/filepath"
)

var pages = template.Must(template.ParseGlob(filepath.Join("templates", "*.html")))

type month struct {
	Name string
	Days int
}

func main() {
	http.Handle("/static/", http.StripPrefix("/static/", http.FileServer(http.Dir("static"))))
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := pages.ExecuteTemplate(w, "index.html", []month{{"March", 31}, {"April", 30}}); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	log.Println("listening on :8080")
	log.Fatal(http.ListenAndServe(":8080", nil))
}
