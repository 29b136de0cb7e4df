package main

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/dustin/go-humanize"
)

func page(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.PathValue("number"))
	if err != nil {
		http.Error(w, "no such page", http.StatusNotFound)
		return
	}
	fmt.Fprintf(w, "The %s page of letters.\n", humanize.Ordinal(number))
}
