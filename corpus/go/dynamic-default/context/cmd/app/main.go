package main

import (
	"log"
	"net"
	"net/http"

	"example.org/stations/internal/web"
)

func main() {
	listener, err := net.Listen("tcp", ":3000")
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(listener, web.Routes()))
}
