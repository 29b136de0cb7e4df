package main

import (
	"crypto/x509"
	"fmt"
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "the lighthouse is lit")
	})
	http.HandleFunc("/pool", func(w http.ResponseWriter, r *http.Request) {
		pool, err := x509.SystemCertPool()
		fmt.Fprintln(w, err == nil && !pool.Equal(x509.NewCertPool()))
	})
	log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), nil))
}
