package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
)

func main() {
	addr := flag.String("addr", ":80", "address to listen on")
	name := flag.String("name", "", "who answers")
	flag.Parse()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "bound to %s\n", *addr)
	})
	http.HandleFunc("/who", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, *name)
	})
	log.Fatal(http.ListenAndServe(*addr, nil))
}
