package main

import (
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
)

func run(w http.ResponseWriter, r *http.Request) {
	directory, err := os.MkdirTemp("", "run")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer os.RemoveAll(directory)
	text, _ := io.ReadAll(r.Body)
	path := filepath.Join(directory, "main.go")
	os.WriteFile(path, text, 0o600)
	output, _ := exec.Command("go", "run", path).CombinedOutput()
	w.Write(output)
}

func main() {
	http.HandleFunc("/run", run)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
