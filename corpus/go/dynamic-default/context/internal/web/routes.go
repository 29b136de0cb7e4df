// Package web answers the requests.
package web

import (
	"encoding/json"
	"net/http"
	"strconv"
)

type station struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
}

// Routes returns the handler of the whole service.
func Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("Station list\n"))
	})
	mux.HandleFunc("GET /stations/{number}", func(w http.ResponseWriter, r *http.Request) {
		number, err := strconv.Atoi(r.PathValue("number"))
		if err != nil {
			http.Error(w, "a station has a number", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(station{number, "Northgate"})
	})
	return mux
}
